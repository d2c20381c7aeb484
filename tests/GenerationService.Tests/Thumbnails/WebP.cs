using System.Buffers.Binary;

namespace Podium.GenerationService.Tests.Thumbnails;

/// <summary>Reads the size in the header of a WebP picture. Source: https://developers.google.com/speed/webp/docs/riff_container</summary>
internal static class WebP
{
    // RIFF size WEBP, then the first chunk: "VP8 " lossy, "VP8L" lossless, "VP8X" extended.
    public static (int Width, int Height) SizeOf(ReadOnlySpan<byte> image) => image[12..16] switch
    {
        [(byte)'V', (byte)'P', (byte)'8', (byte)' '] => (Short(image, 26) & 0x3FFF, Short(image, 28) & 0x3FFF),
        [(byte)'V', (byte)'P', (byte)'8', (byte)'L'] => Lossless(BinaryPrimitives.ReadUInt32LittleEndian(image[21..])),
        [(byte)'V', (byte)'P', (byte)'8', (byte)'X'] => (Triple(image, 24) + 1, Triple(image, 27) + 1),
        _ => throw new InvalidDataException("Not a WebP picture."),
    };

    private static (int Width, int Height) Lossless(uint bits) => ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);

    private static int Short(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt16LittleEndian(image[at..]);

    private static int Triple(ReadOnlySpan<byte> image, int at) => image[at] | (image[at + 1] << 8) | (image[at + 2] << 16);
}
