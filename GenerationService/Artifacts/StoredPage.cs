namespace Podium.GenerationService.Artifacts;

/// <summary>A page as it lies in the store: compressed once, when it was saved.</summary>
/// <param name="Sha256">Hex, of the uncompressed HTML.</param>
/// <param name="Bytes">Length of the uncompressed HTML.</param>
internal sealed record StoredPage(Guid Id, string ModelId, byte[] Gzip, string Sha256, int Bytes, string Label, DateTimeOffset CreatedAt);
