package remote

import (
	"context"
	"io"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/order/paper"
	"restante/messaging/settings"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
	"restante/messaging/webhook"
	"restante/offline/outbox"
	"restante/offline/provider/depot"
	"restante/offline/storage"
)

//go:generate go run ./stubs services.go stubs.go

// Services are all that can be called over the network: these, and nothing else of what
// stands behind them. One that is nil on a server has no calls there.
type Services struct {
	Chats   Chats
	People  People
	Node    Node
	Push    PushNodes
	Mail    Mail
	Faces   Faces
	Picture Picture
	Privacy Privacy
	Disk    Disk
	Places  Places
	Orders  Orders
	Shop    Shop
	Backup  Backup
	Hooks   Hooks
}

// Chats is conversations.
type Chats interface {
	Conversations(ctx context.Context) ([]chat.Conversation, error)
	Messages(ctx context.Context, of peer.ID, q chat.Query) ([]chat.Message, error)
	Message(ctx context.Context, id string) (chat.Message, error)
	Path(ctx context.Context, id string) ([]delivery.Step, error)
	Drafts(ctx context.Context) (map[peer.ID]string, error)
	Send(ctx context.Context, to peer.ID, subject, text, idempotencyKey string) (id string, err error)
	SendAgain(ctx context.Context, id string) error
	MarkRead(ctx context.Context, of peer.ID) error
	Delete(ctx context.Context, id string) error
	DeleteConversation(ctx context.Context, with peer.ID) error
	SetDraft(ctx context.Context, of peer.ID, text string) error
}

// People is the contacts, and oneself.
type People interface {
	List(ctx context.Context) ([]contact.Contact, error)
	About(ctx context.Context, p peer.ID) (contact.About, error)
	Rename(ctx context.Context, p peer.ID, name string) error
	Requests(ctx context.Context) ([]contact.Contact, error)
	Answer(ctx context.Context, from peer.ID, accept bool) error
	Block(ctx context.Context, id peer.ID) error
	Unblock(ctx context.Context, id peer.ID) error
	Blocked(ctx context.Context) ([]contact.Contact, error)
	Safety(ctx context.Context, with peer.ID) (contact.Safety, error)
	Verify(ctx context.Context, with peer.ID, code string) error
	Unverify(ctx context.Context, with peer.ID) error
	ConfirmDevice(ctx context.Context, of peer.ID) error
	Invite(ctx context.Context) (contact.Invite, error)
	Add(ctx context.Context, link string) (contact.Contact, error)
	Introduce(ctx context.Context, who, to peer.ID) (contact.Introduction, error)
	SetName(ctx context.Context, name string) error
}

// Node is the peer on the network.
type Node interface {
	Config(ctx context.Context) (messaging.Config, error)
	Peers(ctx context.Context) ([]messaging.ConnectedPeer, error)
	Holding(ctx context.Context) (messaging.Holding, error)
	SetHolding(ctx context.Context, on bool, quota int64) error
}

// PushNodes is the machines that hold the user's mail.
type PushNodes interface {
	PushNodes(ctx context.Context) ([]messaging.PushNode, error)
	AddPushNode(ctx context.Context, addr string) (messaging.PushNode, error)
	RemovePushNode(ctx context.Context, node peer.ID) error
	TestPushNode(ctx context.Context, node peer.ID) (took time.Duration, err error)
}

// Mail is what is under way, and what waits elsewhere.
type Mail interface {
	Outbox(ctx context.Context) ([]delivery.Pending, error)
	GivenUp(ctx context.Context) ([]delivery.GivenUp, error)
	Refused(ctx context.Context) (int, error)
	Scan(ctx context.Context) (found int, err error)
}

// Faces is the pictures of people.
type Faces interface {
	Picture(ctx context.Context, of peer.ID) (jpeg []byte, err error)
}

// Picture is one's own.
type Picture interface {
	OwnPicture(ctx context.Context) ([]byte, error)
	SetPicture(ctx context.Context, file []byte) error
	RemovePicture(ctx context.Context) error
}

// Privacy is what others may learn.
type Privacy interface {
	Get(ctx context.Context) (settings.Settings, error)
	// Replace sets them if they still are what they were; else it gives what they are.
	Replace(ctx context.Context, before, to settings.Settings) (now settings.Settings, err error)
}

// Disk is what the program takes on the server's disk.
type Disk interface {
	Usage(ctx context.Context) (messaging.Usage, error)
}

// Places is the accounts at providers where messages wait.
type Places interface {
	Here(ctx context.Context) (outbox.Holding, error)
	Accounts(ctx context.Context) ([]storage.Account, error)
	History(ctx context.Context, since time.Time) ([]storage.Day, error)
	Offered(ctx context.Context) ([]Offer, error)
	Add(ctx context.Context, n storage.New) (id string, err error)
	Reconnect(ctx context.Context, id string, with depot.Settings) error
	Remove(ctx context.Context, id string, now bool) error
	Try(ctx context.Context, id string) error
	Sweep(ctx context.Context) error
	SetRole(ctx context.Context, id string, r storage.Role) error
	SetTerms(ctx context.Context, id string, t storage.Terms) error
	SetInbox(ctx context.Context, id string, on bool) error
	Choices(ctx context.Context) (map[peer.ID][]string, error)
	Choose(ctx context.Context, to peer.ID, accounts []string) error
	Unchoose(ctx context.Context, to peer.ID) error
}

// Orders is those that one gives and gets.
type Orders interface {
	List(ctx context.Context, q order.Query) ([]order.Row, error)
	Count(ctx context.Context, f order.Filter) (int, error)
	Counts(ctx context.Context, role machine.Role) (order.Counts, error)
	Page(ctx context.Context, id event.ID) (order.Page, error)
	Sales(ctx context.Context, from, until time.Time) ([]order.Sales, error)
	WriteCSV(ctx context.Context, w io.Writer, f order.Filter) error
	Act(ctx context.Context, id event.ID, b event.Body, key string) (event.Hash, error)
	SendAgain(ctx context.Context, id event.ID, h event.Hash, to peer.ID) error
	MarkSeen(ctx context.Context, id event.ID) error
	SetTags(ctx context.Context, id event.ID, tags []string) error
	Assign(ctx context.Context, id event.ID, name string) error
	AddNote(ctx context.Context, id event.ID, text string) error
	RemoveNote(ctx context.Context, id event.ID, note int64) error
	Place(ctx context.Context, o event.Order, key string) (event.ID, error)
	WriteFile(ctx context.Context, id event.ID, delivery event.Hash, n int, to io.Writer) error
	Refusals(ctx context.Context, n int) ([]order.Refusal, error)
	Check(ctx context.Context, with peer.ID) error
	// Notices hands out what came in, once: what a window asked for and did not get for a
	// broken connection is still among the orders, unread.
	Notices(ctx context.Context) ([]order.Notice, error)
	Work(ctx context.Context, from, until time.Time) (order.Work, error)
	Customers(ctx context.Context, q order.CustomerQuery) ([]order.Customer, error)
	Customer(ctx context.Context, p peer.ID) (order.Customer, error)
	Stuck(ctx context.Context, before time.Time, n int) ([]order.Stuck, int, error)
	TagCustomer(ctx context.Context, p peer.ID, tags []string) error
	NoteCustomer(ctx context.Context, p peer.ID, text string) error
	ForgetCustomerNote(ctx context.Context, p peer.ID, note int64) error
	Paper(ctx context.Context, k paper.Kind, language string, ids []event.ID) (pdf []byte, err error)
	MatchStatement(ctx context.Context, r io.Reader) ([]order.Match, error)
	PaperHead(ctx context.Context) (order.Head, error)
	SetPaperHead(ctx context.Context, h order.Head) error
	KeptFilters(ctx context.Context) ([]order.KeptFilter, error)
	KeepFilter(ctx context.Context, name string, f order.Filter) error
	RenameFilter(ctx context.Context, from, to string) error
	OrderFilters(ctx context.Context, names []string) error
	ForgetFilter(ctx context.Context, name string) error
	Replies(ctx context.Context) (map[string]string, error)
	KeepReply(ctx context.Context, name, text string) error
	ForgetReply(ctx context.Context, name string) error
	Tags(ctx context.Context) ([]string, error)
	Patience(ctx context.Context) (after time.Duration, err error)
	SetPatience(ctx context.Context, after time.Duration) error
}

// Shop is one's own, and those of others.
type Shop interface {
	Shop(ctx context.Context) (listing.Shop, error)
	SaveShop(ctx context.Context, shop listing.Shop) error
	Publication(ctx context.Context) (storefront.Publication, error)
	Publish(ctx context.Context) error
	Codes(ctx context.Context) (codes map[string]string, err error)
	SetCode(ctx context.Context, discount, text string) error
	Items(ctx context.Context) ([]storefront.Item, error)
	Save(ctx context.Context, l listing.Listing, state storefront.State) (slug string, err error)
	SetPieces(ctx context.Context, slug, variant string, pieces uint32) error
	Recount(ctx context.Context, slug, variant string, seen, pieces uint32) error
	Thresholds(ctx context.Context) ([]storefront.Threshold, error)
	SetThreshold(ctx context.Context, t storefront.Threshold) error
	DropThreshold(ctx context.Context, slug, variant string) error
	AddPhoto(ctx context.Context, data []byte, alt string) (listing.Photo, error)
	Duplicate(ctx context.Context, slug string) (copied string, err error)
	Delete(ctx context.Context, slugs ...string) error
	SetState(ctx context.Context, state storefront.State, slugs ...string) error
	BulkEdit(ctx context.Context, slugs []string, e storefront.Edit) error
	Export(ctx context.Context, to io.Writer) error
	Import(ctx context.Context, from io.Reader) (listings int, err error)
	Photo(ctx context.Context, c cid.Cid) (jpeg []byte, err error)
	Picture(ctx context.Context, owner peer.ID, p listing.Picture) (jpeg []byte, err error)
	Visit(ctx context.Context, owner peer.ID) (storefront.Front, error)
	Front(ctx context.Context, owner peer.ID) (storefront.Front, error)
	Page(ctx context.Context, owner peer.ID, n int) (listing.Page, error)
	Search(ctx context.Context, owner peer.ID, q storefront.Query) ([]listing.Card, error)
	Listing(ctx context.Context, owner peer.ID, h listing.Hash) (listing.Listing, error)
	Follow(ctx context.Context, owner peer.ID) error
	Unfollow(ctx context.Context, owner peer.ID) error
	Keys(ctx context.Context, slug string) (left, taken int, err error)
	AddKeys(ctx context.Context, slug string, texts []string) (added int, err error)
	RemoveKey(ctx context.Context, slug, text string) error
	Files(ctx context.Context, slug string) ([]storefront.File, error)
	AddFile(ctx context.Context, slug, name string, from io.Reader) (storefront.File, error)
	RemoveFile(ctx context.Context, slug string, c cid.Cid) error
	Followed(ctx context.Context) ([]storefront.Front, error)
	Looked(ctx context.Context, owner peer.ID) error
	Cart(ctx context.Context, owner peer.ID) ([]terms.CartLine, error)
	KeepCart(ctx context.Context, owner peer.ID, lines []terms.CartLine) error
	LowStock(ctx context.Context) ([]storefront.Low, error)
}

// Hooks is one's other systems, which are told what happens.
type Hooks interface {
	Hooks(ctx context.Context) ([]webhook.Hook, error)
	Add(ctx context.Context, n webhook.New) (h webhook.Hook, secret string, err error)
	Pause(ctx context.Context, id string, on bool) (webhook.Hook, error)
	Remove(ctx context.Context, id string) error
	Rotate(ctx context.Context, id, text string) (secret string, err error)
	Test(ctx context.Context, hook string) (webhook.Answer, error)
	Deliveries(ctx context.Context, hook string, q webhook.Query) ([]webhook.Delivery, error)
	Redeliver(ctx context.Context, hook string, delivery int64) error
}

// Backup writes backups, as restante restore takes them.
type Backup interface {
	Write(ctx context.Context, to io.Writer, passphrase string) error
}
