using Npgsql;
using NpgsqlTypes;
using Podium.EvalService.Load.Measuring;
using Podium.EvalService.Runs;

namespace Podium.EvalService.Load.Events;

/// <summary>Single requests as rows.</summary>
internal static class SampleRows
{
    public const string Columns = """
        n as Number, stage as Stage, car_id as CarId, outcome as Outcome, scheduled_us as ScheduledUs, lag_us as LagUs, queued_us as QueuedUs,
        ended_us as EndedUs, first_token_us as FirstTokenUs, first_answer_us as FirstAnswerUs, last_token_us as LastTokenUs, closed_us as ClosedUs,
        token_events as TokenEvents, input_tokens as InputTokens, output_tokens as OutputTokens, cost_pico_usd as CostPicoUsd,
        server_load_us as ServerLoadUs, finish as Finish, error_code as ErrorCode, error as Error
        """;

    public static async Task CopyAsync(NpgsqlConnection connection, long loadId, IReadOnlyList<LoadSample> samples, CancellationToken cancellationToken)
    {
        if (samples.Count == 0)
        {
            return;
        }

        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy eval.load_requests (
                load_id, scheduled_us, lag_us, queued_us, ended_us, car_id, first_token_us, first_answer_us, last_token_us, closed_us,
                input_tokens, output_tokens, cost_pico_usd, server_load_us, n, stage, token_events, outcome, finish, error_code, error)
            from stdin (format binary)
            """,
            cancellationToken);
        foreach (var s in samples)
        {
            await copy.StartRowAsync(cancellationToken);
            foreach (var number in (ReadOnlySpan<long?>)
            [
                loadId, s.ScheduledUs, s.LagUs, s.QueuedUs, s.EndedUs, s.CarId, s.FirstTokenUs, s.FirstAnswerUs, s.LastTokenUs, s.ClosedUs,
                s.InputTokens, s.OutputTokens, s.CostPicoUsd, s.ServerLoadUs,
            ])
            {
                Write(copy, number, NpgsqlDbType.Bigint);
            }

            foreach (var number in (ReadOnlySpan<int?>)[s.Number, s.Stage, s.TokenEvents])
            {
                Write(copy, number, NpgsqlDbType.Integer);
            }

            foreach (var text in (ReadOnlySpan<string?>)[s.Outcome, s.Finish, s.ErrorCode, s.Error])
            {
                Write(copy, text);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    // Into the importer's buffer; it goes to the server as the buffer fills.
    private static void Write<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type)
        where T : struct
    {
        if (value is { } known)
        {
            copy.Write(known, type);
        }
        else
        {
            copy.WriteNull();
        }
    }

    private static void Write(NpgsqlBinaryImporter copy, string? text)
    {
        if (StorableText.Of(text) is { } storable)
        {
            copy.Write(storable, NpgsqlDbType.Text);
        }
        else
        {
            copy.WriteNull();
        }
    }
}
