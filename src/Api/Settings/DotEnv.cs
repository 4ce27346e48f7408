namespace TaskActors.Api.Settings;

/// <summary>
/// Reads the text of a <c>.env</c> file to the values that the frontend's dotenv reads from it, so that one file serves
/// both: <c>export</c>, comments, three kinds of quotes, values over several lines. Lines that say nothing are skipped.
/// Only an assignment whose name, sign and value stand on different lines, which nobody writes, is not understood.
/// </summary>
internal sealed class DotEnv
{
    private readonly string _text;
    private int _at;

    private DotEnv(string text) => _text = text;

    /// <summary>The values by name; of a name that stands twice, the last.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var normal = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return new DotEnv(normal).ReadAll();
    }

    private Dictionary<string, string> ReadAll()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        while (_at < _text.Length)
        {
            if (ReadName() is { } name)
            {
                values[name] = ReadValue();
            }

            SkipLine();
        }

        return values;
    }

    /// <summary>Reads up to and with the sign after the name; null if the line is no assignment.</summary>
    private string? ReadName()
    {
        SkipWhile(char.IsWhiteSpace);
        var name = TakeName();
        if (name == "export" && Peek() is ' ' or '\t')
        {
            SkipWhile(IsBlank);
            name = Peek() is '=' ? name : TakeName();
        }

        // "NAME: value" is understood too, but only with a blank after the colon.
        if (Peek() is ':' && _at + 1 < _text.Length && IsBlank(_text[_at + 1]))
        {
            _at++;
            return name.Length == 0 ? null : name;
        }

        SkipWhile(IsBlank);
        if (name.Length == 0 || Peek() is not '=')
        {
            return null;
        }

        _at++;
        return name;
    }

    private string ReadValue()
    {
        SkipWhile(IsBlank);
        var raw = ReadQuoted() ?? ReadPlain();
        var quote = raw.Length > 0 ? raw[0] : '\0';
        if (raw.Length > 1 && IsQuote(quote) && raw[^1] == quote)
        {
            raw = raw[1..^1];
        }

        // Only double quotes turn \n into a line break; a backslash means nothing else.
        return quote != '"'
            ? raw
            : raw.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\r", "\r", StringComparison.Ordinal);
    }

    /// <summary>A quoted value with its quotes, if nothing but a comment follows on its last line; else null.</summary>
    private string? ReadQuoted()
    {
        if (Peek() is not { } quote || !IsQuote(quote))
        {
            return null;
        }

        for (var end = _text.IndexOf(quote, _at + 1); end >= 0; end = _text.IndexOf(quote, end + 1))
        {
            if (_text[end - 1] == '\\' && end - 1 > _at && _text.IndexOf(quote, end + 1) >= 0)
            {
                continue;
            }

            var after = end + 1;
            while (after < _text.Length && IsBlank(_text[after]))
            {
                after++;
            }

            if (after < _text.Length && _text[after] is not ('\n' or '#'))
            {
                return null;
            }

            var raw = _text[_at..(end + 1)];
            _at = after;
            return raw;
        }

        return null;
    }

    private string ReadPlain()
    {
        var start = _at;
        SkipWhile(letter => letter is not ('\n' or '#'));
        return _text[start.._at].Trim();
    }

    private string TakeName()
    {
        var start = _at;
        SkipWhile(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-');
        return _text[start.._at];
    }

    private void SkipLine()
    {
        SkipWhile(letter => letter != '\n');
        _at = Math.Min(_at + 1, _text.Length);
    }

    private void SkipWhile(Func<char, bool> holds)
    {
        while (_at < _text.Length && holds(_text[_at]))
        {
            _at++;
        }
    }

    private char? Peek() => _at < _text.Length ? _text[_at] : null;

    private static bool IsBlank(char letter) => letter != '\n' && char.IsWhiteSpace(letter);

    private static bool IsQuote(char letter) => letter is '\'' or '"' or '`';
}
