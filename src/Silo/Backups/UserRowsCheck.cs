using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using TaskActors.Storage;

namespace TaskActors.Backups;

/// <summary>
/// Checks the rows of one user after the other. It knows the same contradictions as a load, which stops at the first
/// one, and more: every one is named, with the user's key as it stands in the database.
/// </summary>
internal sealed class UserRowsCheck : IDisposable
{
    private readonly Findings _findings;
    private readonly SqlStatement _user, _tasks, _tombstones, _receipts;

    // What all numbers were raised by when backups were restored: nobody has smaller ones.
    private readonly long _first;
    private long _read;

    public UserRowsCheck(DatabaseSnapshot snapshot, Findings findings)
    {
        _findings = findings;
        _first = snapshot.Version > 1 ? snapshot.Number("SELECT COALESCE(SUM(raised_by), 0) FROM restores") : 0;
        _user = Prepare("SELECT rev, next_id, floor, committed_at, created_at FROM users WHERE user_key = @user");
        _tasks = Prepare(TaskRows.Select);
        _tombstones = Prepare("SELECT id, rev, deleted_at FROM tombstones WHERE user_key = @user ORDER BY rev, id");
        _receipts = Prepare("SELECT key, fingerprint, answer, created_at FROM receipts WHERE user_key = @user");

        SqlStatement Prepare(string text) => new(snapshot.Connection, text, "@user");
    }

    /// <returns>The report with this user's rows counted.</returns>
    public CheckReport Run(string key, CheckReport report)
    {
        var user = new CheckedUser(key);
        Each(user, "users", _user, row => ReadUser(user, row));
        _findings.AddUnless(user.HasRow, $"User {key} has rows of tasks, deletions or receipts, but none in users.");
        var tasks = Each(user, "tasks", _tasks, row => ReadTask(user, row));
        var tombstones = Each(user, "tombstones", _tombstones, row => ReadTombstone(user, row));
        var receipts = Each(user, "receipts", _receipts, row => ReadReceipt(user, row));
        return report with
        {
            Users = report.Users + 1,
            Tasks = report.Tasks + tasks,
            Tombstones = report.Tombstones + tombstones,
            Receipts = report.Receipts + receipts,
        };
    }

    public void Dispose()
    {
        foreach (var statement in (SqlStatement[])[_user, _tasks, _tombstones, _receipts])
        {
            statement.Dispose();
        }
    }

    private long Each(CheckedUser user, string table, SqlStatement statement, Action<DbDataReader> check)
    {
        _read = 0;
        try
        {
            using var row = statement.Read(user.Key);
            while (row.Read())
            {
                _read++;
                Try(user, table, () => check(row));
            }
        }
        catch (SqliteException error)
        {
            _findings.Add($"The {table} of user {user.Key} cannot be read: {error.Message.TrimEnd('.')}.");
        }

        return _read;
    }

    private void Try(CheckedUser user, string table, Action check)
    {
        try
        {
            check();
        }
        catch (Exception error) when (error is FormatException or InvalidCastException)
        {
            var number = _read.ToString(CultureInfo.InvariantCulture);
            _findings.Add($"Row {number} of user {user.Key} in {table} cannot be read: {error.Message.TrimEnd('.')}.");
        }
    }

    private void ReadUser(CheckedUser user, DbDataReader row)
    {
        user.HasRow = true;
        (user.Rev, user.NextId, user.Floor) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
        Require(user.Rev >= _first, user, "has a rev below those of new users");
        Require(user.NextId > _first, user, "has a next_id below those of new users");
        Require(user.Floor >= 0 && user.Floor <= user.Rev, user, "has a floor that is not between 0 and its rev");
        Instants.Parse(row.GetString(3));
        Instants.Parse(row.GetString(4));
        UserId.FromKey(user.Key);
    }

    private void ReadTask(CheckedUser user, DbDataReader row)
    {
        var id = row.GetInt64(0);
        user.Living.Add(id);
        try
        {
            var task = TaskRows.Read(row);
            Require(user.WasGivenOut(id), user, $"has task {id}, whose id was never given out");
            Require(user.WasReached(task.Rev), user, $"has task {id} at rev {task.Rev}, which was never reached");
            foreach (var broken in WhyNot(task))
            {
                Require(false, user, $"has task {id}, which breaks a rule: {broken.TrimEnd('.')}");
            }
        }
        catch (FormatException error)
        {
            Require(false, user, $"has task {id}, which cannot be read: {error.Message.TrimEnd('.')}");
        }
    }

    private static IEnumerable<string> WhyNot(TaskItem task) =>
        task.Tags.Select(TaskRules.WhyNotTag)
            .Append(TaskRules.WhyNotTitle(task.Title))
            .Append(TaskRules.WhyNotDescription(task.Description))
            .Append(TaskRules.WhyNotTags(task.Tags))
            .OfType<string>();

    private void ReadTombstone(CheckedUser user, DbDataReader row)
    {
        var (id, rev) = (row.GetInt64(0), row.GetInt64(1));
        Instants.Parse(row.GetString(2));
        Require(user.WasGivenOut(id), user, $"has a deletion of task {id}, whose id was never given out");
        Require(
            rev > user.Floor && user.WasReached(rev), user,
            $"has a deletion of task {id} at rev {rev}, which is not between floor and rev");
        Require(!user.Living.Contains(id), user, $"has task {id}, and its deletion too");
    }

    private void ReadReceipt(CheckedUser user, DbDataReader row)
    {
        var answer = ReceiptJson.Read(row.GetString(2));
        Instants.Parse(row.GetString(3));
        Require(answer.Rev <= user.Rev, user, $"has a receipt of rev {answer.Rev}, which was never reached");
        Require(row.GetString(0).Length > 0 && row.GetString(1).Length > 0, user, "has a receipt without a key");
    }

    private void Require(bool holds, CheckedUser user, string what) =>
        _findings.AddUnless(holds, $"User {user.Key} {what}.");

    private sealed class CheckedUser(string key)
    {
        public string Key => key;

        public bool HasRow { get; set; }

        public long Rev { get; set; }

        public long NextId { get; set; }

        public long Floor { get; set; }

        public HashSet<long> Living { get; } = [];

        // Without a row of its own, one sentence says so; not one more for each task.
        public bool WasGivenOut(long id) => !HasRow || (id >= 1 && id < NextId);

        public bool WasReached(long rev) => !HasRow || (rev >= 1 && rev <= Rev);
    }
}
