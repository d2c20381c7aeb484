using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Podium.GenerationService.Artifacts;

/// <summary>A text compressed once, when it is saved; from then on the same bytes go to disk and to browsers.</summary>
internal sealed record PageBlob(byte[] Sha256, byte[] Gzip, int Bytes)
{
    public static PageBlob Of(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(utf8);
        }

        return new PageBlob(SHA256.HashData(utf8), buffer.ToArray(), utf8.Length);
    }

    /// <summary>What <see cref="Sha256"/> of this text would be.</summary>
    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    public static async Task<string> ReadTextAsync(byte[] gzip, CancellationToken cancellationToken)
    {
        await using var stream = new GZipStream(new MemoryStream(gzip, writable: false), CompressionMode.Decompress);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
