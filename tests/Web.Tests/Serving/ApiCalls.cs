using System.Net.Http.Json;
using System.Text.Json;

namespace TaskActors.Tests.Web;

/// <summary>What another program of the same person does through the API.</summary>
internal static class ApiCalls
{
    public static async Task AddTasksAsync(this HttpClient api, params object[] tasks)
    {
        foreach (var task in tasks)
        {
            using var answer = await api.PostAsJsonAsync("/api/tasks", task);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>So many tasks, a hundred in each request.</summary>
    public static async Task AddManyAsync(this HttpClient api, int count)
    {
        foreach (var chunk in Enumerable.Range(1, count).Chunk(100))
        {
            var operations = chunk.Select(number => new { op = "create", body = new { title = $"Task {number}" } });
            using var answer = await api.PostAsJsonAsync("/api/tasks/batch", new { operations });
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>In the order of the page.</summary>
    public static async Task<JsonElement[]> TasksAsync(this HttpClient api) =>
        [.. (await api.GetFromJsonAsync<JsonElement>("/api/tasks?sort=order")).EnumerateArray()];

    public static async Task<string[]> TitlesAsync(this HttpClient api) =>
        [.. (await api.TasksAsync()).Select(task => task.GetProperty("title").GetString()!)];

    public static async Task EditAsync(this HttpClient api, long id, object edit)
    {
        using var answer = await api.PatchAsJsonAsync($"/api/tasks/{id}", edit);
        answer.EnsureSuccessStatusCode();
    }

    public static async Task DeleteTaskAsync(this HttpClient api, long id)
    {
        using var answer = await api.DeleteAsync($"/api/tasks/{id}");
        answer.EnsureSuccessStatusCode();
    }

    public static long Id(this JsonElement task) => task.GetProperty("id").GetInt64();
}
