// Package stamp is what it costs to be shown to somebody whom one does not know: work.
//
// A [Stamp] is for one sender, one recipient and one week, and travels beside what the
// sender writes until the recipient has made them a contact:
//
//	s, err := stamp.Make(ctx, alice, bob, session.WeekOf(time.Now()), stamp.Bits)
//	b := s.Bytes()
//	err = stamp.Check(b, alice, bob, time.Now(), stamp.Bits) // where it comes in
//
// # Byte by byte
//
// Numbers are big-endian.
//
//	0  4  week, as [session.WeekOf] counts them
//	4  8  nonce
//
// A stamp is worth as many bits as these have zeros in front:
//
//	SHA-256(SHA-256("restante/1/stamp\x00" ‖ sender's key (32) ‖ recipient's key (32) ‖ week) ‖ nonce)
//
// # What is promised
//
//   - A stamp says nothing to anybody else than its recipient, from nobody else than its
//     sender: whoever copies one has nothing.
//   - To check one costs two hashes, so that a flood of false ones costs nothing.
//   - Each stranger pays for each recipient, at least once in [Weeks].
//
// # What is not
//
//   - The work may be done long before, for any week to come.
//   - A rented graphics card makes thousands a second. What a flood can fill in the end
//     are the places for requests, which package contact bounds; a stamp only makes it
//     dear to have them all, for many recipients, all the time.
//
// # Why
//
// A week counts for as long as a message may be under way, not for a week only: what is
// stamped today may be collected in a month, and its sender may be gone by then. The
// week does not bound how much work is done ahead, as no number could that is known
// before; it makes what was done ahead worthless after a while.
//
// One stamp is for all that a stranger writes to somebody in a week. Only three messages
// of a stranger are shown, so nobody gains by it, and whoever writes three lines to a
// shop waits once.
//
// A plain hash, and none that needs much memory: a recipient checks the stamps of
// strangers without end, and must not pay for it what they do not.
package stamp
