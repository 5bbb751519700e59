// Package settings keeps what a person has chosen about how this program behaves
// towards others.
//
// There is one row of it. [Service.Get] reads it, [Service.Set] replaces it whole,
// and whoever works in a transaction of its own reads it there with [Read]. Before
// the first Set everything is as in [Default].
//
//	s, err := settings.Get(ctx)
//	s.ReadReceipts = false
//	err = settings.Set(ctx, s)
//
// # What each of them means
//
//   - ReadReceipts: others learn which of their messages were read here. What is read
//     while it is off is never told, later either.
//   - Typing: others learn that one types, and one learns it of them. Off is off both
//     ways.
//   - LastSeen: others are shown whether this person is here, and when they were last.
//     Off is a wish on one's card, which is published anew at once; those who have an
//     older card learn it with the next message. Programs like this one honour it and
//     show neither. It hides nothing from whoever looks at the connections themselves.
//   - Hold: this computer keeps mail for others while it runs, up to HoldQuota.
//
// # Why
//
// One value rather than a table of names: a caller can't misspell one, and a page
// shows and changes all of them at once. What has to happen for a change, a new card
// for instance, is done by [Service.Apply], so that nobody can change a setting and
// forget its effect.
package settings
