namespace TaskActors.Bench.Peers;

/// <summary>
/// By the serializers that were made when it was built, with their own options: no others are as fast.
/// </summary>
internal static class Answers
{
    public static IResult Of(IReadOnlyList<TaskBody> tasks) =>
        TypedResults.Json(tasks, BodyJson.Default.IReadOnlyListTaskBody);

    public static IResult Of(TaskBody? task) =>
        task is null ? TypedResults.NotFound() : TypedResults.Json(task, BodyJson.Default.TaskBody);

    public static IResult Created(HttpResponse response, TaskBody task)
    {
        response.Headers.Location = task.Url;
        return TypedResults.Json(task, BodyJson.Default.TaskBody, statusCode: StatusCodes.Status201Created);
    }
}
