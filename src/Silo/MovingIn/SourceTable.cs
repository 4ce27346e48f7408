using System.Collections.Immutable;
using System.Data.Common;

namespace TaskActors.MovingIn;

/// <summary>The table to read, and the column of each field in it: named by flags, or found by looking.</summary>
internal sealed class SourceTable
{
    private static readonly ImmutableArray<string> UsualNames = ["task", "tasks", "todo", "todos"];

    private readonly SourceDatabase _source;
    private readonly string _name;
    private readonly ImmutableArray<(SourceField Field, SourceColumn? Column)> _columns;

    private SourceTable(
        SourceDatabase source, string name, ImmutableArray<(SourceField Field, SourceColumn? Column)> columns)
    {
        (_source, _name, _columns) = (source, name, columns);
    }

    /// <summary>What is read from where, for people.</summary>
    public string Description =>
        $"table {_name} ({string.Join(", ", _columns.Where(HasColumn).Select(Pair))}"
        + (_columns.All(HasColumn) ? ")" : $"; without {string.Join(", ", Missing)})");

    /// <summary>All rows as texts in the order of <see cref="SourceFields.All"/>, one user after the other.</summary>
    public string Select
    {
        get
        {
            var values = _columns.Select(pair =>
                pair.Column is { } column ? _source.TextOf(column) : "CAST(NULL AS text)");
            var table = string.Join('.', _name.Split('.').Select(SourceDatabase.Quote));
            var user = _source.TextOf(_columns.First(pair => pair.Field == SourceFields.User).Column!);
            return $"SELECT {string.Join(", ", values)} FROM {table} ORDER BY {user} COLLATE {_source.ByteOrder}";
        }
    }

    private IEnumerable<string> Missing => _columns.Where(pair => !HasColumn(pair)).Select(pair => pair.Field.Name);

    /// <exception cref="SetupException">There is no such table, or a column is missing.</exception>
    public static async Task<SourceTable> FindAsync(
        SourceDatabase source, DbConnection connection, MovingInOptions options, CancellationToken cancellation)
    {
        var (schema, named) = Split(options.Table);
        var tables = (await ReadColumnsAsync(source, connection, schema, cancellation))
            .GroupBy(column => column.Table, StringComparer.Ordinal)
            .ToDictionary(table => table.Key, table => table.ToImmutableArray(), StringComparer.Ordinal);
        var name = Choose(tables, named, options);
        var columns = SourceFields.All.Select(field => (field, Find(tables[name], field, options)));
        var fullName = schema is null ? name : $"{schema}.{name}";
        foreach (var (field, column) in columns.Where(pair => pair.field.IsRequired))
        {
            _ = column ?? throw new SetupException(
                $"The table {fullName} has no column for {field.Name} ({field.Meaning}): name it with --{field.Name}. "
                + $"Its columns are {string.Join(", ", tables[name].Select(known => known.Name))}.");
        }

        return new SourceTable(source, fullName, [.. columns]);
    }

    private static (string? Schema, string? Table) Split(string? table) =>
        table?.IndexOf('.', StringComparison.Ordinal) is > 0 and var at
            ? (table[..at], table[(at + 1)..]) : (null, table);

    private static async Task<List<SourceColumn>> ReadColumnsAsync(
        SourceDatabase source, DbConnection connection, string? schema, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = source.ColumnsQuery;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@schema", (object?)schema ?? DBNull.Value);
        parameter.DbType = System.Data.DbType.String;
        command.Parameters.Add(parameter);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var columns = new List<SourceColumn>();
        while (await rows.ReadAsync(cancellation))
        {
            columns.Add(new SourceColumn(rows.GetString(0), rows.GetString(1), rows.GetString(2)));
        }

        return columns;
    }

    private static string Choose(
        Dictionary<string, ImmutableArray<SourceColumn>> tables, string? named, MovingInOptions options)
    {
        var known = tables.Keys.Order(StringComparer.Ordinal).Take(30);
        if (named is not null)
        {
            return tables.ContainsKey(named) ? named : throw new SetupException(
                $"The source has no table {named}; it has: {string.Join(", ", known)}.");
        }

        string[] usual = [.. UsualNames.Where(tables.ContainsKey)];
        // A table of that name that lacks something is taken too, if it is the only one: the sentence says what.
        string[] complete = [.. usual.Where(name => HasAll(tables[name], options))];
        return (complete, usual) switch
        {
            ([var only], _) => only,
            ([], [var only]) => only,
            ([], []) => throw new SetupException(
                "The source has no table task or tasks: name the right one with --table. "
                + $"It has: {string.Join(", ", known)}."),
            _ => throw new SetupException(
                $"Several tables may be meant ({string.Join(", ", usual)}): name the right one with --table."),
        };
    }

    private static bool HasAll(ImmutableArray<SourceColumn> columns, MovingInOptions options) =>
        SourceFields.All.Where(field => field.IsRequired)
            .All(field => options.Columns.ContainsKey(field) || Find(columns, field, options) is not null);

    private static SourceColumn? Find(
        ImmutableArray<SourceColumn> columns, SourceField field, MovingInOptions options)
    {
        if (!options.Columns.TryGetValue(field, out var named))
        {
            return field.UsualColumns.Select(name => Named(columns, name)).FirstOrDefault(found => found is not null);
        }

        return Named(columns, named) ?? (named == MovingInOptions.NoColumn && !field.IsRequired ? null
            : throw new SetupException(
                $"There is no column {named} for --{field.Name}; the columns of {columns[0].Table} are "
                + $"{string.Join(", ", columns.Select(column => column.Name))}."));
    }

    private static SourceColumn? Named(ImmutableArray<SourceColumn> columns, string name) =>
        columns.FirstOrDefault(column => column.Name == name)
        ?? columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool HasColumn((SourceField Field, SourceColumn? Column) pair) => pair.Column is not null;

    private static string Pair((SourceField Field, SourceColumn? Column) pair) =>
        pair.Field.Name == pair.Column!.Name ? pair.Field.Name : $"{pair.Field.Name} from {pair.Column.Name}";
}
