using Podium.GenerationService.Thumbnails;

namespace Podium.GenerationService.Tests.Thumbnails;

/// <summary>A test that needs Chromium: skipped with a reason where there is none, except in CI, where it then fails.</summary>
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Programs.FindChromium("") is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = "No Chromium was found on this machine (Debian: apt-get install chromium).";
        }
    }
}
