using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Suites.Importing;

/// <summary>
/// How many characters an import may make of its file beyond what stands in it: by templates, by what each test inherits, by lists that multiply
/// tests, by aliases. They are spent before the text is made, as a file of a few megabytes can ask for terabytes.
/// </summary>
internal sealed class ImportBudget(long mostCharacters)
{
    private long _spent;

    /// <exception cref="InvalidFieldsException">Nothing is left.</exception>
    public void Spend(long characters)
    {
        _spent += characters;
        if (_spent > mostCharacters)
        {
            throw new InvalidFieldsException(new InvalidField("body", "content", $"The file stands for more than {mostCharacters:N0} characters."));
        }
    }
}
