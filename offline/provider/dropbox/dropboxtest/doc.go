// Package dropboxtest is a Dropbox that runs on loopback, for tests.
//
// It speaks the real HTTP protocol with its errors: consent and tokens (PKCE checked,
// codes of one use, refresh), upload with content_hash, delete, listings with cursors,
// shared links, space usage, and the bytes behind a link. Like the real one it compares
// redirect addresses to the letter, knows no upper and lower case in paths, wants its
// argument header in ASCII, and refuses a write while another one is under way.
//
// # In one process
//
//	s := dropboxtest.Start(t)
//	d := depot.Deps{HTTP: &http.Client{Transport: s.Transport(http.DefaultTransport)}}
//	box, err := dropbox.Kind.Open(s.Settings(), d)
//
// [Server.Transport] takes calls to Dropbox's hosts to the fake. A recipient who
// fetches does the same with fetch.Options.Via. [Server.Settings] are those of an
// account that is connected; [Server.Agree] is the person's browser for the way there.
//
// # With real processes
//
// Nothing in the program knows of the fake. On Linux a process is led to it by its
// environment alone: [Server.Env] is a proxy and the certificate of the fake, so that
// the program speaks TLS with what it believes to be api.dropboxapi.com. The one who
// fetches uses no proxy. For it, [Server.PlainLinks] makes the shared links
// http://127.0.0.1:port/..., which only programs with --loopback give on and accept.
//
//	s := dropboxtest.Start(t)
//	s.PlainLinks()
//	alice.env = s.Env(t)
//
// # When things go wrong
//
// [Server.Revoke], [Server.Expire], [Server.Quota], [Server.Page], [Server.ForgetCursors]
// and [Server.Break] are the switches.
package dropboxtest
