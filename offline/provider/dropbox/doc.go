// Package dropbox keeps blocks in the app folder of a person's Dropbox.
//
// A [depot.Depot] of [Kind] uploads each block as a file under its random name, makes
// a shared link of it, and gives the link's direct https address, which needs no
// account. Nobody but the owner can put anything there: it is the sender's outbox,
// never a recipient's inbox.
//
// The person says yes once, in the browser, see [Kind]'s Connect. What comes back is a
// refresh token, the only secret in the settings; the access tokens made of it live
// four hours, in memory only.
//
// # The app key
//
// Dropbox knows programs by an app key, which is no secret. A new app is "in
// development": it works for few accounts until Dropbox has looked at it. So a person
// can enter the key of an app of their own. It needs access to an app folder, the
// permissions in [Scopes], and the redirect addresses in [Redirects]: Dropbox compares
// them to the letter, the port included, so that a port that is free today would be
// refused.
//
// # Why
//
// A block fits in one request, hence no upload sessions. The SDK's retries are off:
// whoever calls a depot decides when to try again, and twice three is nine. Writes
// go one after the other, since Dropbox locks the folder for each. Every answer is
// judged in one place, before the SDK sees it, and no text of an error is given on
// without a look for the tokens.
package dropbox
