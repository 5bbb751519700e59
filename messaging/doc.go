// Package messaging is the core: what people mean, on top of a node and the ways
// to reach someone who is away.
//
// [Start] builds the services and joins them; [API] is what the window and the
// HTTP interface see of them. Each service has a package of its own, and they
// build on each other from left to right:
//
//		settings < envelope < card < session < stamp < contact < delivery < handout < profile < chat < storefront < order < webhook
//
//	  - settings is what a person chose;
//	  - envelope seals a message for one person, in one of two sizes;
//	  - card is what a person publishes: prekeys, push nodes, addresses;
//	  - session is keys that change with every message;
//	  - stamp is the work of somebody who writes to a stranger;
//	  - contact knows people and finds their cards;
//	  - delivery gets messages there exactly once and knows what became of each;
//	  - handout gives one thing to all contacts;
//	  - profile is the pictures that contacts have of each other;
//	  - chat is conversations;
//	  - storefront is one's own shop, and those of others (amounts: package money);
//	  - order is what was ordered, of oneself and by oneself;
//	  - webhook tells a merchant's own systems of all that.
//
// The life of a message: chat accepts it in one transaction, delivery seals it in
// the same one, the outbox (package offline/outbox) carries it, the recipient's
// inbox hands it to the recipient's delivery, which commits it and owes a
// receipt; the receipt comes back the same way and ends the parcel.
//
// A user's computer can hold mail for others while it runs: [Network.SetHolding]. It
// is then a push node for those who add its link, with the same code and tables
// (package offline); only connections it relays for nobody.
//
// What comes out of a backup file (package node/backup) is another device: [Restored] has
// each package give up what the computer that was copied may go on using.
package messaging
