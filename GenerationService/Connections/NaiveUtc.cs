using System.Globalization;

namespace Podium.GenerationService.Connections;

/// <summary>Times as this contract writes them: UTC without saying so, <c>2026-11-21T10:00:00.123456</c>.</summary>
internal static class NaiveUtc
{
    public static string Text(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
