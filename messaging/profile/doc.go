// Package profile is the picture of oneself that contacts see, and theirs.
//
// [Service.SetPicture] takes a picture file and keeps a small square JPEG of it,
// without what cameras write beside a picture. One goroutine then sends it to each
// contact who lacks it, as a message of its own kind: sealed, numbered, receipted and
// tried again like what people write, but shown nowhere. A newer picture takes back
// what is still under way of the one before; taking the picture away sends "none".
//
// Who lacks it: contacts from whom anything has ever come, and who were not sent this
// version yet, or lost their device since. Someone who was only added, and never
// wrote, may not know this user: a picture would be a stranger's to them. So it goes
// out with the first sign that one is known there.
//
// What comes in is taken from contacts only, if it is newer than what is here. Bytes
// are counted before anything is parsed, sides before anything is decoded, and the
// whole is decoded once before it is kept. A broken one is dropped and receipted
// all the same: its sender could only send it again.
//
// # Why
//
// The picture is not published. A name for it on the card, and the bytes in the
// network, would let every stranger who has a link see a face, and let whoever serves
// the block see who asks for it and when. Through the ordinary post it reaches exactly
// those whom its owner chose, also when the two are never on at the same time, and
// there is nothing new to look at from outside: the envelope is one of two sizes.
//
// Pictures are sent from a goroutine, one transaction a contact, because sealing for
// hundreds at once would hold up the message that somebody types. The owner's picture
// is durable before it begins, and so is each step: a stop in between loses nothing.
//
// Only sequential JPEG is read, segment by segment: a progressive one of a few
// kilobytes can ask for thousands of passes over the whole picture.
package profile
