namespace TaskActors.Api.Problems;

/// <summary>One field or parameter that breaks a rule.</summary>
/// <param name="Pointer">
/// Where: a JSON pointer into the body (<c>/tags/3</c>), or a question mark and the name of a query parameter
/// (<c>?limit</c>).
/// </param>
/// <param name="Detail">What is wrong, for a person.</param>
internal readonly record struct FieldError(string Pointer, string Detail);
