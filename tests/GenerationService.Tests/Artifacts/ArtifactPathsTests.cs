using FsCheck;
using FsCheck.Fluent;
using Podium.GenerationService.Artifacts;

namespace Podium.GenerationService.Tests.Artifacts;

public sealed class ArtifactPathsTests
{
    [Theory]
    [InlineData("my-agent", "data/artifacts/my-agent-ae28b49c/index.html")]
    [InlineData("A/b", "data/artifacts/a-b-61989788/index.html")]
    public void A_path_is_the_readable_id_and_a_hash(string modelId, string path) => ArtifactPaths.Of(modelId).ShouldBe(path);

    [Fact]
    public void MustHave_04_Ids_that_read_alike_do_not_collide()
    {
        ArtifactPaths.Slug("A/b")[..4].ShouldBe(ArtifactPaths.Slug("a-b")[..4]);
        ArtifactPaths.Slug("A/b").ShouldNotBe(ArtifactPaths.Slug("a-b"));
    }

    [Fact]
    public void The_readable_part_is_cut_to_56_characters() => ArtifactPaths.Slug(new string('x', 128)).Length.ShouldBe(56 + 9);

    [Fact]
    public void MustHave_03_No_id_makes_an_unsafe_name() => Prop.ForAll<string?>(id =>
    {
        var slug = ArtifactPaths.Slug(id ?? "");
        return slug.Length <= 65 && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
    }).QuickCheckThrowOnFailure();
}
