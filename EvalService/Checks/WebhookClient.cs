using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Podium.EvalService.JsonSchema;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Outbound;

namespace Podium.EvalService.Checks;

/// <summary>
/// Asks a person's service as promptfoo does: <c>POST {"output": …, "context": {"prompt": …, "reference": …}}</c>, answered by
/// <c>{"pass": true, "score": 0.8, "reason": "…"}</c>. Through the outbound guard, without redirects, within a limit of time and size.
/// A service that cannot be asked, or answers something else, is a failed check with that reason.
/// </summary>
internal sealed class WebhookClient : IWebhookClient, IDisposable
{
    private const int LongestAnswer = 64 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly OutboundGuard _guard;
    private readonly HttpClient _http;

    public WebhookClient(OutboundGuard guard)
    {
        _guard = guard;
        var handler = guard.CreateHandler();

        // The traces of Podium are not the service's business.
        handler.ActivityHeadersPropagator = null;
        _http = new HttpClient(handler) { Timeout = Limit, MaxResponseContentBufferSize = LongestAnswer };
    }

    public async Task<CheckOutcome> AskAsync(WebhookQuestion question, CheckInput input, CancellationToken cancellationToken)
    {
        try
        {
            var url = await _guard.CheckAsync(question.Url, cancellationToken, "value");
            using var response = await _http.PostAsJsonAsync(
                url, new { output = input.Text, context = new { prompt = input.Prompt, reference = input.Reference } }, cancellationToken);
            return response.IsSuccessStatusCode
                ? Read(await response.Content.ReadAsByteArrayAsync(cancellationToken), question)
                : CheckOutcome.CannotTell($"The webhook answered {(int)response.StatusCode}.");
        }
        catch (InvalidInputException refused)
        {
            return CheckOutcome.CannotTell(refused.Message);
        }
        catch (HttpRequestException error)
        {
            return CheckOutcome.CannotTell($"The webhook could not be asked: {error.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return CheckOutcome.CannotTell($"The webhook did not answer within {Limit.TotalSeconds:0} s.");
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>JSON is UTF-8, whatever the header calls it: a name that .NET does not know must not lose the answer that was paid for.</summary>
    private static CheckOutcome Read(byte[] body, WebhookQuestion question)
    {
        if (AnswerJson.Of(Encoding.UTF8.GetString(body).TrimStart('\uFEFF')).Value is not { ValueKind: JsonValueKind.Object } answer
            || !answer.TryGetProperty("pass", out var pass) || pass.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            return CheckOutcome.CannotTell("The webhook answered without a pass of true or false.");
        }

        var passed = pass.ValueKind == JsonValueKind.True;
        var score = answer.TryGetProperty("score", out var given) && given.ValueKind == JsonValueKind.Number && given.TryGetDouble(out var number)
            ? number
            : passed ? 1 : 0;
        if (score is < 0 or > 1)
        {
            return CheckOutcome.CannotTell("The webhook's score is not from 0 to 1.");
        }

        var reason = answer.TryGetProperty("reason", out var said) && said.ValueKind == JsonValueKind.String ? JsonText.Of(said) : "";
        return new CheckOutcome(passed && !(score < question.Threshold), score, reason.Length > 0 ? Excerpt.Of(reason, 1_000) : "The webhook gave no reason.");
    }
}
