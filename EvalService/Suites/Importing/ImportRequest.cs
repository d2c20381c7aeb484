using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Suites.Importing;

/// <summary>A file to import, sent as a form with a <c>file</c> or as JSON with its <c>content</c>.</summary>
/// <param name="Format">One of <see cref="ImportFormat.All"/>; null: to be found out.</param>
/// <param name="Prompt">The template for tables whose columns are variables.</param>
/// <param name="DryRun">Only report.</param>
internal sealed record ImportRequest(string Content, string? FileName, string? Format, string? Name, string? Category, string? Prompt, bool DryRun)
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    public static async Task<ImportRequest> ReadAsync(HttpContext context, int maxBytes)
    {
        if (context.Request.HasJsonContentType())
        {
            return Read(await ReadJsonAsync(context));
        }

        if (!context.Request.HasFormContentType)
        {
            throw new UnsupportedImportException();
        }

        try
        {
            var form = await context.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = maxBytes, ValueLengthLimit = 1 << 20 }, context.RequestAborted);
            return await ReadAsync(form, context.RequestAborted);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidInputException("file", $"The form cannot be read: {e.Message}");
        }
    }

    private static async Task<ImportRequest> ReadAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        var fields = new SuiteFields();
        if (form.Files.GetFile("file") is not { } file)
        {
            fields.Refuse("file", "file is required.", "missing");
            fields.ThrowIfInvalid();
            throw new InvalidOperationException("A refused field has to end the request.");
        }

        try
        {
            using var reader = new StreamReader(file.OpenReadStream(), Utf8);
            var content = await reader.ReadToEndAsync(cancellationToken);
            return Checked(new ImportRequest(
                content, file.FileName, Given(form, "format"), Given(form, "name"), Given(form, "category"), Given(form, "prompt"), Given(form, "dry_run") == "true"), fields);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidFieldsException([new InvalidField("body", "file", "The file is not UTF-8.")]);
        }
    }

    private static async Task<JsonElement> ReadJsonAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, NamedJsonConverter.Options, context.RequestAborted);
        }
        catch (JsonException)
        {
            throw new InvalidInputException("content", "The body is not valid JSON.", "malformed_json");
        }
    }

    private static ImportRequest Read(JsonElement body)
    {
        var fields = new SuiteFields();
        if (body.ValueKind != JsonValueKind.Object)
        {
            fields.Refuse("content", "The body is a JSON object.", "model_attributes_type");
            fields.ThrowIfInvalid();
        }

        var request = new ImportRequest(
            fields.Text(body, "content", "content", int.MaxValue, required: true) ?? "",
            fields.Text(body, "file_name", "file_name", 1_000),
            fields.Text(body, "format", "format", 20),
            fields.Text(body, "name", "name", SuiteReader.LongestName)?.Trim(),
            fields.Text(body, "category", "category", SuiteReader.LongestName)?.Trim(),
            fields.Text(body, "prompt", "prompt", SuiteReader.LongestPrompt),
            body.TryGetProperty("dry_run", out var dry) && dry.ValueKind == JsonValueKind.True);
        return Checked(request, fields);
    }

    private static ImportRequest Checked(ImportRequest request, SuiteFields fields)
    {
        if (request.Format is { } format && !ImportFormat.All.Contains(format))
        {
            fields.Refuse("format", $"format is one of {string.Join(", ", ImportFormat.All)}.", "enum");
        }

        if (request.Name is { } name && (name.Length > SuiteReader.LongestName || name.Contains('\0', StringComparison.Ordinal)))
        {
            fields.Refuse("name", $"name has at most {SuiteReader.LongestName} characters.", "string_too_long");
        }

        if (request.Category is { } category && (category.Length > SuiteReader.LongestName || category.Contains('\0', StringComparison.Ordinal)))
        {
            fields.Refuse("category", $"category has at most {SuiteReader.LongestName} characters.", "string_too_long");
        }

        fields.ThrowIfInvalid();
        return request with { Name = NullIfBlank(request.Name), Category = NullIfBlank(request.Category), Prompt = NullIfBlank(request.Prompt) };
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string? Given(IFormCollection form, string name) => NullIfBlank(form[name].ToString())?.Trim();
}

/// <summary>415: neither a form nor JSON.</summary>
internal sealed class UnsupportedImportException()
    : PodiumException(415, "unsupported_media_type", "Send the file as multipart/form-data, or its content as application/json.");
