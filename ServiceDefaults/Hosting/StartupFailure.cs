using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Npgsql;
using Podium.ServiceDefaults.Configuration;

namespace Podium.ServiceDefaults.Hosting;

/// <summary>What keeps a host from starting, in words for the person who started it.</summary>
public static partial class StartupFailure
{
    /// <summary>Writes the plain sentence to standard error; false for a defect, whose stack trace is worth reading.</summary>
    public static bool Report(Exception exception)
    {
        if (Describe(exception) is not { } sentence)
        {
            return false;
        }

        Console.Error.WriteLine(sentence);
        return true;
    }

    /// <summary>One line per setting at fault, or null for a defect.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        AggregateException several => Describe(several.InnerExceptions),
        OptionsValidationException invalid => string.Join('\n', invalid.Failures.Select(failure => Describe(invalid.OptionsType, failure))),
        ConfigurationException => exception.Message,
        InvalidOperationException when Unreadable().IsMatch(exception.Message) => exception.Message,
        NpgsqlException => $"The database cannot be used: {exception.Message}",
        _ => null,
    };

    private static string? Describe(IReadOnlyCollection<Exception> exceptions)
    {
        var sentences = exceptions.Select(Describe).ToList();
        return sentences.Contains(null) ? null : string.Join('\n', sentences);
    }

    // DataAnnotation validation failed for 'GenerationOptions' members: 'TimeoutMs' with the error: 'The field TimeoutMs must be between 1000 and 2147483647.'.
    private static string Describe(Type options, string failure)
    {
        var section = options.GetField("SectionName")?.GetRawConstantValue() as string ?? options.Name;
        return Annotation().Match(failure) is { Success: true } match ? $"{section}:{match.Groups[1]}: {match.Groups[2]}" : $"{section}: {failure}";
    }

    [GeneratedRegex(@"members: '(\w+)' with the error: '(.+)'\.$")]
    private static partial Regex Annotation();

    // Failed to convert configuration value 'soon' at 'Generation:TimeoutMs' to type 'System.Int32'.
    [GeneratedRegex("^Failed to convert configuration value ")]
    private static partial Regex Unreadable();
}
