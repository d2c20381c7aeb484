using System.Diagnostics;
using Podium.Benchmarks.Measure;

namespace Podium.Benchmarks.Suites;

/// <summary>The gallery over 100,000 artifacts: lists, filtered lists, facets, one artifact and its page.</summary>
internal static class GalleryReads
{
    public static async Task<int> RunAsync()
    {
        await Task.CompletedTask;
        throw new UnreachableException();
    }
}
