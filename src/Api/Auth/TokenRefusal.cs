namespace TaskActors.Api.Auth;

/// <summary>Why a token was refused: all that a log may learn of it.</summary>
internal enum TokenRefusal
{
    HeaderRepeated,
    NotOneToken,
    TooLong,
    NotThreeParts,
    NotBase64Url,
    HeaderNotJson,
    PayloadNotJson,
    HeaderForbidden,
    TypeNotAllowed,
    KeyIdNotText,
    AlgorithmNotAllowed,
    KeyUnknown,
    SignatureWrong,
    SubjectMissing,
    ExpiryMissing,
    Expired,
    NotYetValid,
    IssuerWrong,
    AudienceWrong,
    ClaimMalformed,
}
