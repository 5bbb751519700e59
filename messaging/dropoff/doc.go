// Package dropoff lets contacts leave mail in a place of one's own at a provider, and
// leaves mail in theirs.
//
// Whoever has chosen an account for that, see [restante/offline/storage.Storage.SetInbox],
// gives each contact a grant: it lets its holder put blocks there until a date, and
// nothing else, neither list nor read nor remove. Grants go out by package handout. They
// are made anew before they end, and taken back in words when the account is given up.
//
// What comes in is taken if it is newer than what is here and can be used. From then on
// what waits for that contact is put there too: without a push node, and without the
// DHT, since its recipient looks into its own space.
//
// # What others learn
//
// Each grant is for a key that is made for it alone. The provider sees that somebody
// with a key puts blocks of two sizes into somebody's space, and from which address;
// it is not told who, and two contacts have two keys. A contact who passes the grant on
// lets others fill the space: then another account is chosen, and grants go out for that.
//
// # Why
//
// The key travels with the grant instead of being asked for first: its maker owns the
// place that it opens, and so learns nothing by it, and one message is enough, also for
// two who are never on at the same time.
//
// Grants are not on the card, which everybody may have.
package dropoff
