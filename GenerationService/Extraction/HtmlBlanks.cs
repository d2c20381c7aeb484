using System.Buffers;

namespace Podium.GenerationService.Extraction;

/// <summary>HTML's own notion of white space, alone and with what else ends a name or a value.</summary>
internal static class HtmlBlanks
{
    public static readonly SearchValues<char> Only = SearchValues.Create(" \t\r\n\f");
    public static readonly SearchValues<char> OrTagEnd = SearchValues.Create(" \t\r\n\f>");
    public static readonly SearchValues<char> OrNameEnd = SearchValues.Create(" \t\r\n\f/>");
    public static readonly SearchValues<char> OrAttributeNameEnd = SearchValues.Create(" \t\r\n\f/>=");
}
