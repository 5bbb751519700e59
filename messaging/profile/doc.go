// Package profile is the picture of oneself that contacts see, and theirs.
//
// [Service.SetPicture] takes a picture file and keeps a small square JPEG of it,
// without what cameras write beside a picture. It goes to each contact who knows this
// user, see package handout; taking the picture away sends "none".
//
// What comes in is taken if it is newer than what is here. Bytes are counted before
// anything is parsed, sides before anything is decoded, and the whole is decoded once
// before it is kept.
//
// # Why
//
// The picture is not published. A name for it on the card, and the bytes in the
// network, would let every stranger who has a link see a face, and let whoever serves
// the block see who asks for it and when.
//
// Only sequential JPEG is read, segment by segment: a progressive one of a few
// kilobytes can ask for thousands of passes over the whole picture.
package profile
