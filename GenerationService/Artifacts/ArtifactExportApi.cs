using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Artifacts;

/// <summary>Several artifacts as one zip: pages, raw answers and a JSON of all that is known.</summary>
internal static class ArtifactExportApi
{
    private const int MaxArtifacts = 50;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void MapArtifactExport(this RouteGroupBuilder artifacts) =>
        artifacts.MapGet("/export", ExportAsync)
            .WithName("ExportArtifacts").WithSummary("Up to 50 artifacts as a zip: ids, separated by commas")
            .Produces(200, contentType: "application/zip").ProducesProblem(400).ProducesProblem(404)
            .RequireAuthorization(Policies.Viewer);

    private static async Task ExportAsync(string? ids, HttpContext context, ArtifactStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var wanted = Parse(ids);
        var found = (await store.FindAllAsync(wanted, cancellationToken)).ToDictionary(artifact => artifact.Id);
        var missing = wanted.Where(id => !found.ContainsKey(id)).Take(1).ToList();
        if (missing is [var unknown])
        {
            throw ArtifactStore.Unknown(unknown);
        }

        var now = clock.GetUtcNow();
        context.Response.ContentType = "application/zip";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"podium-{now:yyyyMMdd-HHmmss}.zip\"";
        context.Response.Headers.CacheControl = "no-store";
        await WriteZipAsync([.. wanted.Select(id => found[id])], now, store, context.Response.Body, cancellationToken);
    }

    /// <summary>Streams: at any time one page is in memory.</summary>
    private static async Task WriteZipAsync(
        IReadOnlyList<Artifact> artifacts, DateTimeOffset now, ArtifactStore store, Stream output, CancellationToken cancellationToken)
    {
        using var staged = new StagedStream();
        var listed = artifacts.Select((artifact, index) => new ExportedArtifact(FolderOf(artifact, index), artifact)).ToList();
        using (var zip = new ZipArchive(staged, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            using (var metadata = zip.CreateEntry("artifacts.json").Open())
            {
                JsonSerializer.Serialize(metadata, new ExportedArtifacts(now, listed), _json);
            }

            foreach (var (folder, artifact) in listed)
            {
                Add(zip, $"{folder}/index.html", await store.ReadPageAsync(artifact.Id, cancellationToken));
                Add(zip, $"{folder}/raw.txt", artifact.HasRaw ? await store.ReadRawAsync(artifact.Id, cancellationToken) : null);
                await staged.MoveToAsync(output, cancellationToken);
            }
        }

        await staged.MoveToAsync(output, cancellationToken);
    }

    private static void Add(ZipArchive zip, string name, StoredPage? page)
    {
        // Deleted since the zip began: the list still names it.
        if (page is null)
        {
            return;
        }

        using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        using var plain = new GZipStream(new MemoryStream(page.Gzip, writable: false), CompressionMode.Decompress);
        plain.CopyTo(entry);
    }

    // Labels and model ids may hold anything; a slug is letters, digits and hyphens, and the number keeps two of the same model apart.
    private static string FolderOf(Artifact artifact, int index) => $"{index + 1:00}-{ArtifactPaths.Slug(artifact.ModelId)}";

    private static List<Guid> Parse(string? ids)
    {
        var parsed = new List<Guid>();
        foreach (var text in (ids ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var id = Guid.TryParse(text, out var known) ? known : throw new InvalidInputException("ids", "ids holds something that is not an id.");
            if (!parsed.Contains(id))
            {
                parsed.Add(id);
            }

            if (parsed.Count > MaxArtifacts)
            {
                throw new InvalidInputException("ids", $"ids holds more than {MaxArtifacts} ids.");
            }
        }

        return parsed.Count > 0 ? parsed : throw new InvalidInputException("ids", "ids is required: artifact ids, separated by commas.");
    }

    /// <param name="Folder">Where its files are in the zip.</param>
    private sealed record ExportedArtifact(string Folder, Artifact Artifact);

    private sealed record ExportedArtifacts(DateTimeOffset ExportedAt, IReadOnlyList<ExportedArtifact> Artifacts);

    /// <summary>Holds what the zip writer wrote last. Its entries end with a synchronous write, which Kestrel refuses, so it never sees the response itself.</summary>
    private sealed class StagedStream : MemoryStream
    {
        // A writer that could seek would go back to fill in sizes, into bytes that are already sent.
        public override bool CanSeek => false;

        public async Task MoveToAsync(Stream output, CancellationToken cancellationToken)
        {
            await output.WriteAsync(GetBuffer().AsMemory(0, (int)Length), cancellationToken);
            SetLength(0);
        }
    }
}
