using System.Text;

namespace Podium.Benchmarks.Peers;

/// <summary>The mock's answers in OpenAI's format, in chunks and whole.</summary>
internal static class MockAnswer
{
    private const string Open = "<!doctype html><html><body><p>";
    private const string Word = " word";
    private const string Close = "</p></body></html>";

    private static readonly byte[] OpenPage = Text(Open);
    private static readonly byte[] OneWord = Text(Word);
    private static readonly byte[] ClosePage = Text(Close);

    /// <summary>A first chunk that holds no token: no clock may stop at it.</summary>
    public static readonly byte[] RoleOnly = Frame("{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}");
    public static readonly byte[] Stop = Frame("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}");
    public static readonly byte[] Done = "data: [DONE]\n\n"u8.ToArray();

    public static byte[] Chunk(int index, int count) => index == 0 ? OpenPage : index == count - 1 ? ClosePage : OneWord;

    /// <summary>The chunk says when it was sent: <c>@ticks;</c>.</summary>
    public static byte[] StampedChunk(int index, int count, long sent) =>
        Text(index == 0 ? $"{Open}@{sent};" : index == count - 1 ? $"@{sent};{Close}" : $"@{sent};");

    public static byte[] Usage(int tokens) => Encoding.UTF8.GetBytes(
        "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"mock\",\"choices\":[]," + Counts(tokens) + "}\n\n");

    /// <summary>For whoever does not ask for a stream.</summary>
    public static byte[] Whole(int tokens) => Encoding.UTF8.GetBytes(
        "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"mock\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
        + Open + string.Concat(Enumerable.Repeat(Word, Math.Max(0, tokens - 2))) + (tokens > 1 ? Close : "") + "\"},\"finish_reason\":\"stop\"}]," + Counts(tokens) + "}");

    private static string Counts(int tokens) => $"\"usage\":{{\"prompt_tokens\":100,\"completion_tokens\":{tokens},\"total_tokens\":{tokens + 100}}}";

    private static byte[] Text(string text) => Frame($"{{\"index\":0,\"delta\":{{\"content\":\"{text}\"}},\"finish_reason\":null}}");

    private static byte[] Frame(string choice) =>
        Encoding.UTF8.GetBytes($"data: {{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"mock\",\"choices\":[{choice}],\"usage\":null}}\n\n");
}
