namespace Podium.EvalService.Runs.Events;

/// <summary>What can happen in a run: the names of its events.</summary>
internal static class EventTypes
{
    public const string RunStarted = "run.started";
    public const string RunPaused = "run.paused";
    public const string RunResumed = "run.resumed";
    public const string RunCancelled = "run.cancelled";
    public const string RunCompleted = "run.completed";
    public const string ItemStarted = "item.started";
    public const string RequestSent = "request.sent";
    public const string TtftRecorded = "ttft.recorded";
    public const string TokenDelta = "token.delta";
    public const string ReasoningDelta = "reasoning.delta";
    public const string ToolCallDetected = "tool.call.detected";
    public const string ToolCallExecuted = "tool.call.executed";
    public const string ToolLoopContinue = "tool.loop.continue";
    public const string ToolLoopExhausted = "tool.loop.exhausted";
    public const string ItemError = "item.error";
    public const string ItemRetry = "item.retry";
    public const string ItemMetrics = "item.metrics";
    public const string ItemAssertions = "item.assertions";
    public const string ItemCompleted = "item.completed";
}
