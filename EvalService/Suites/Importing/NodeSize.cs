using System.Text.Json.Nodes;

namespace Podium.EvalService.Suites.Importing;

/// <param name="Depth">0 for a value that holds no others.</param>
internal readonly record struct NodeSize(int Nodes, long Characters, int Depth)
{
    private const int CharactersOfNumber = 8;

    public static NodeSize Of(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                var size = new NodeSize(1, 0, 1);
                foreach (var (name, value) in members)
                {
                    size = size.With(Of(value), name.Length);
                }

                return size;
            case JsonArray entries:
                return entries.Aggregate(new NodeSize(1, 0, 1), (sum, entry) => sum.With(Of(entry), 0));
            default:
                return new NodeSize(1, ImportJson.IsText(node) ? node!.GetValue<string>().Length : CharactersOfNumber, 0);
        }
    }

    private NodeSize With(NodeSize inner, int name) => new(Nodes + inner.Nodes, Characters + inner.Characters + name, Math.Max(Depth, inner.Depth + 1));
}
