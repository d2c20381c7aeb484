using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Podium.EvalService.Suites;

/// <summary>The hash of all that a run of a version depends on: equal fingerprints ask and check the same.</summary>
internal static class SuiteFingerprint
{
    public static string Of(IEnumerable<SuiteTest> tests, string? rubric)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, rubric);
        Span<byte> index = stackalloc byte[sizeof(int)];
        foreach (var test in tests)
        {
            BinaryPrimitives.WriteInt32LittleEndian(index, test.OrderIndex);
            hash.AppendData(index);
            Add(hash, test.Name);
            Add(hash, test.SystemPrompt);
            Add(hash, test.UserPrompt);
            Add(hash, test.ExpectedConstraints);
            Add(hash, test.ToolsSchemaJson);
            Add(hash, test.Checks);
            Add(hash, test.Reference);
            Add(hash, test.Family);
            Add(hash, test.Metadata);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The length goes first, so that no two lists of texts run together to the same bytes. An empty text is none: the seed's export makes it so.
    private static void Add(IncrementalHash hash, string? text)
    {
        var bytes = Encoding.UTF8.GetBytes(text ?? "");
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
