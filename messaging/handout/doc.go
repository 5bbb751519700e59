// Package handout gives one thing of a person's to each contact who lacks it: a
// picture, say, or a place to leave mail.
//
//	s := handout.New(handout.Options{Kind: envelope.KindPicture, Edition: edition, Body: body, Keep: keep, ...})
//	s.Start(ctx)
//
// What there is to give now is named by its edition, which is another one when the
// thing is; "" is none. One goroutine sends it to each contact who lacks it, as a
// message of its own kind: sealed, numbered, receipted and tried again like what people
// write, but shown nowhere. Another edition takes back what is still under way of the
// one before. Where there is none any more, whoever got one is told.
//
// Who lacks it: contacts from whom anything has ever come, and who were not sent this
// edition yet, or lost their device since. Someone who was only added, and never
// wrote, may not know this user: the thing would be a stranger's to them. So it goes
// out with the first sign that one is known there.
//
// What was refused, or what nobody came for, is sent again when there is news of that
// contact, a day later at the soonest. What does not hold for ever is sent anew before
// it ends.
//
// What comes in is taken from contacts only. What no honest sender makes is dropped and
// receipted all the same: its sender could only send it again.
//
// # Why
//
// Each contact gets a message of their own, though the thing is the same for all. It
// reaches exactly those whom its owner chose, also when the two are never on at the
// same time, and there is nothing new to look at from outside: the envelope is one of
// two sizes.
//
// It is sent from a goroutine, one transaction a contact, because sealing for hundreds
// at once would hold up the message that somebody types. What there is to give is
// durable before it begins, and so is each step: a stop in between loses nothing.
//
// A recipient goes by the version of a message, not by its edition: of two, the one
// with the higher version counts, in whatever order they come. Versions begin with the
// clock, since a new computer of the same person cannot know how far the old one was;
// to one contact they rise even where the clock is turned back.
package handout
