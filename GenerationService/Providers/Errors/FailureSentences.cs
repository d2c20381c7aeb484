namespace Podium.GenerationService.Providers.Errors;

/// <summary>What a person reads, by code: one sentence that says what happened, one that says what to do.</summary>
internal static class FailureSentences
{
    public static (string Message, string? Hint) For(string code, int status, string label, string model, string? said) => code switch
    {
        "upstream.invalid_key" => ($"{label} did not accept the API key.", "Check that the key is complete, still valid and meant for this provider."),
        "upstream.forbidden" => ($"{label} refused: this key has no permission for {model}.",
            "The model may be gated, or the key may lack a permission (for Hugging Face: \"Make calls to Inference Providers\")."),
        "upstream.credits_exhausted" => ($"{label} says that the credits are used up.", "Add credits with the provider, or use another key."),
        "upstream.quota_exhausted" => ($"{label} says that the quota or budget of this key is used up.", "Waiting does not help: raise the limit, or use another key."),
        "upstream.model_not_found" => ($"{label} does not know the model {model}.", "Check the spelling of the model id, and that this key may use it."),
        "upstream.provider_unsupported" => ($"{label} cannot serve {model} through the chosen provider.{Said(said)}", "Choose another provider, or \"auto\"."),
        "upstream.image_unsupported" => ($"{model} does not take images.", "Use a model with image input, or a task without an image."),
        "upstream.stream_unsupported" => ($"{model} does not stream its answer here.", null),
        "upstream.context_length" => ($"The request is longer than {model} can take.{Said(said)}", "Shorten the prompt, or choose a model with a larger context."),
        "upstream.parameter_unsupported" => ($"{model} refuses a parameter.{Said(said)}", "Leave that option empty."),
        "upstream.request_too_large" => ($"{label} says that the request is too large.", "Shorten the prompt, or send a smaller image."),
        "upstream.content_refused" => ($"{label} refused this request for its content.{Said(said)}", "Change the wording of the prompt."),
        "upstream.timeout" => ($"{label} timed out.", "Try again, or choose a faster model."),
        "upstream.rate_limited" => ($"{label} is limiting the rate of requests.", "Wait a little, then try again."),
        "upstream.overloaded" => ($"{label} is overloaded.", "Try again in a moment, or choose another model."),
        "upstream.unavailable" => ($"{label} is unavailable (status {status}).{Said(said)}", "Try again in a moment."),
        "upstream.redirected" => ($"{label} answered with a redirect, which is not followed.", "Check the base URL."),
        _ => ($"{label} answered with status {status}{(said is null ? "." : $": {said}")}", null),
    };

    /// <summary>A failure that Podium itself saw: no words of the upstream's, and a status for those who need one.</summary>
    public static ProviderFailure Local(string code, string label, string? detail) => code switch
    {
        "upstream.cut" => new(502, code, $"{label} ended the answer before it was complete.", true, detail, Hint: "What had arrived is kept. Try again."),
        "upstream.empty" => new(502, code, $"{label} sent an empty answer.", true, detail, Hint: "Try again."),
        "upstream.aborted" => new(502, code, $"{label} broke the answer off with an error.", true, detail, Hint: "What had arrived is kept. Try again."),
        "upstream.idle" => new(504, code, $"{label} fell silent in the middle of the answer.", true, detail, Hint: "What had arrived is kept. Try again."),
        "upstream.timeout" => new(504, code, $"{label} timed out.", true, detail, Hint: "Try again, or choose a faster model."),
        "upstream.unreachable" => new(502, code, $"{label} cannot be reached.", true, detail, Hint: "Check the base URL, and that the server is running."),
        "upstream.address_refused" => new(502, code, $"The address of {label} is one that this server does not call.", false, detail, Hint: "The operator can allow private addresses by Outbound:AllowPrivate."),
        "upstream.tls" => new(502, code, $"No secure connection to {label} could be made.", true, detail, Hint: "Check the base URL and its certificate."),
        "upstream.headers_too_large" => new(502, code, $"{label} sent response headers beyond every measure.", false, detail, Hint: "Check the base URL."),
        "upstream.too_large" => new(502, code, $"{label} sent more than Podium accepts; the rest was not read.", false, detail, Hint: "What had arrived is kept."),
        "upstream.unexpected_content" => new(502, code, $"{label} answered with something that is not a completion.", false, detail, Hint: "Check the base URL."),
        _ => new(502, code, $"{label} sent an answer that cannot be understood.", true, detail, Hint: "What had arrived is kept. Try again."),
    };

    private static string Said(string? said) => said is null ? "" : $" It said: {said}";
}
