namespace Podium.EvalService.Runs.Events;

/// <summary>How a decided batch changes the row of its run, whichever way its events go.</summary>
internal static class RunRow
{
    /// <summary>Assignments for an update of <c>eval.runs</c>, from the names of parameters.</summary>
    public static string Changes(string done, string status, string error, string release, string lease) => $"""
        items_done = items_done + {done},
        -- Paused although somebody changed their mind meanwhile: then it goes back to the queue.
        status = case when {status} = 'PAUSED' and wanted <> 'pause' then 'QUEUED' else coalesce({status}, status) end,
        error = case when {status}::text is null then error else {error} end,
        started_at = case when {status}::text is null then started_at else coalesce(started_at, now()) end,
        finished_at = case when {status}::text is null then finished_at when {status} in ('COMPLETED', 'FAILED', 'CANCELLED') then now() end,
        worker_id = case when {release} then null else worker_id end,
        -- Whoever stores something lives: that is as good as renewing the lease.
        lease_until = case when {release} then null else now() + {lease} end,
        -- Letting go without a word is no failure.
        taken_at_seq = case when {release} then null else taken_at_seq end
        """;
}
