using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Metadata as header text: values of <c>-bin</c> keys are base64, sent without padding, read with or without it.</summary>
internal static class BinaryHeader
{
    public static string ToHeader(Metadata.Entry entry) =>
        entry.IsBinary ? Convert.ToBase64String(entry.RawValue).TrimEnd('=') : entry.Value;

    /// <summary>Adds one header line; a proxy may have joined several binary values with commas.</summary>
    /// <exception cref="RpcException">A binary value is not base64.</exception>
    public static void Add(Metadata metadata, string key, string value)
    {
        if (!key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
        {
            metadata.Add(key, value);
            return;
        }

        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            metadata.Add(key, Decode(key, part));
        }
    }

    private static byte[] Decode(string key, string text)
    {
        try
        {
            return Convert.FromBase64String(text.TrimEnd('=') + new string('=', (4 - (text.TrimEnd('=').Length % 4)) % 4));
        }
        catch (FormatException e)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"The value of '{key}' is not base64.", e));
        }
    }
}
