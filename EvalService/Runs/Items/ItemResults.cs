using System.Text;
using System.Text.Json;
using Podium.EvalService.Checks;
using Podium.EvalService.Runs.Events;

namespace Podium.EvalService.Runs.Items;

/// <summary>Ends an item: its last events, its new state and its one result go to the log in one step.</summary>
internal static class ItemResults
{
    public static ItemResult Succeed(
        ItemWork work, ItemAttempt attempt, int number, ItemMetrics metrics, CheckReport report, ItemEvents events)
    {
        var conversation = attempt.Conversation;
        var result = new ItemResult
        {
            ItemId = work.Item.Id,
            IsWarmup = work.Item.IsWarmup,
            Status = attempt.IsExhausted ? ItemStatus.PartialToolSupport : ItemStatus.Completed,
            Attempts = number,
            Metrics = metrics,
            PaidBefore = work.Item.PaidBefore,
            ToolCalls = conversation.ToolCalls,
            Output = new ItemOutput(
                conversation.ToJson(), conversation.Text, conversation.Text, conversation.Reasoning, attempt.Last.Finish,
                NullIfEmpty(attempt.Last.ResponseModel), NullIfEmpty(attempt.Last.ServedBy), Payload(work, attempt, number, report)),
        };
        events.Write(EventTypes.ItemMetrics, json => ItemEventBodies.Metrics(json, metrics));
        if (report.Total > 0)
        {
            events.Write(EventTypes.ItemAssertions, json => ItemEventBodies.Assertions(json, report));
        }

        return Complete(result, events);
    }

    public static ItemResult Fail(ItemWork work, ItemEvents events, int number, CallTally tally, CallFailure failure)
    {
        events.Write(EventTypes.ItemError, json => ItemEventBodies.Error(json, work.Item, number, failure, retrying: false));
        return Complete(Failed(work.Item, number, failure, tally.Failed()), events);
    }

    public static ItemResult Failed(RunItem item, int number, CallFailure failure, ItemMetrics metrics) => new()
    {
        ItemId = item.Id,
        IsWarmup = item.IsWarmup,
        Status = ItemStatus.Failed,
        Attempts = number,
        Error = failure.Message,
        ErrorCode = failure.Code,
        Metrics = metrics,
        PaidBefore = item.PaidBefore,
    };

    public static ItemResult Complete(ItemResult result, ItemEvents events)
    {
        var now = events.Now;
        events.Write(EventTypes.ItemCompleted, json => json.WriteString("status"u8, result.Status), batch =>
        {
            batch.Items[result.ItemId] = new ItemChange(result.Status, result.Attempts)
            {
                // Of an item that began in the same batch.
                StartedAt = batch.Items.GetValueOrDefault(result.ItemId)?.StartedAt,
                FinishedAt = now,
                Error = result.Error,
                ErrorCode = result.ErrorCode,
            };
            batch.Results.Add(result);
        });
        return result;
    }

    // The seed keeps its provider's chunks here as well; what is left of them is in the events.
    private static string Payload(ItemWork work, ItemAttempt attempt, int number, CheckReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, RunJson.Writer))
        {
            json.WriteStartObject();
            json.WriteString("provider"u8, work.Car.Connection.Type);
            json.WriteString("model"u8, work.Car.Model);
            json.WriteString("finish"u8, attempt.Last.Finish);
            json.WriteString("native_finish"u8, attempt.Last.NativeFinish);
            json.WriteNumber("attempts"u8, number);
            json.WriteStartArray("dropped_parameters"u8);
            foreach (var parameter in attempt.Last.DroppedParameters)
            {
                json.WriteStringValue(parameter);
            }

            json.WriteEndArray();
            json.WriteStartObject("assertions"u8);
            json.WriteNumber("total"u8, report.Total);
            json.WriteNumber("passed"u8, report.Passed);
            ItemEventBodies.Number(json, "score", report.Score);
            json.WriteNumber("undecided"u8, report.Undecided);
            json.WriteStartArray("results"u8);
            foreach (var check in report.Results)
            {
                WriteCheck(json, check);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteCheck(Utf8JsonWriter json, CheckResult check)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, StorableText.Of(check.Type));
        json.WriteString("expected"u8, StorableText.Of(check.Expected));
        if (check.Passed is { } passed)
        {
            json.WriteBoolean("passed"u8, passed);
        }
        else
        {
            json.WriteNull("passed"u8);
        }

        ItemEventBodies.Number(json, "score", check.Score);
        json.WriteString("detail"u8, StorableText.Of(check.Detail));
        json.WriteNumber("weight"u8, check.Weight);
        json.WriteString("metric"u8, StorableText.Of(check.Metric));
        if (check.CostPicoUsd is { } cost)
        {
            json.WriteNumber("cost_pico_usd"u8, cost);
        }

        json.WriteEndObject();
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
