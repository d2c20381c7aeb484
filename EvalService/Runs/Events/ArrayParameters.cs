using Npgsql;
using NpgsqlTypes;

namespace Podium.EvalService.Runs.Events;

/// <summary>Columns as parameters, each an array of all rows: a statement that unnests them is the same for any number of rows, and stays prepared.</summary>
internal static class ArrayParameters
{
    // Named, since a type guessed from an array that begins with null is the wrong one.
    public static void AddColumn<T>(this NpgsqlCommand command, NpgsqlDbType element, T[] values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | element });

    /// <summary><c>$7, $8, $9</c></summary>
    public static string Names(int first, int count) => string.Join(", ", Enumerable.Range(first, count).Select(n => $"${n}"));
}
