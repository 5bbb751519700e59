package httpapi

import (
	"net/http"
	"reflect"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/chat"
	"restante/messaging/delivery"
)

type sendBody struct {
	PeerID  string `json:"peerId" example:"{peerId}"`
	Subject string `json:"subject" example:"" about:"at most 500 bytes"`
	Message string `json:"message" example:"Hello" about:"at most 20,000 bytes; empty: only say that one is typing"`
}

type sent struct {
	MessageID string `json:"messageId" about:"empty for typing"`
}

type message struct {
	MessageID string    `json:"messageId"`
	PeerID    peer.ID   `json:"peerId"`
	Subject   string    `json:"subject"`
	Message   string    `json:"message"`
	Read      bool      `json:"read"`
	Outgoing  bool      `json:"outgoing"`
	Timestamp time.Time `json:"timestamp"`
	State     string    `json:"state" about:"of an outgoing message: queued, waiting, stored, delivered, read, failed or expired"`
	Reason    string    `json:"reason,omitempty" about:"why it failed"`
	Request   bool      `json:"request" about:"from someone who is not a contact yet"`
	Healed    int       `json:"healed" about:"messages ago its sender agreed on new keys in the session, from 1; 0: a first contact, or not sealed yet"`
	Custody   []holder  `json:"custody"`
}

type holder struct {
	Node    peer.ID   `json:"node,omitzero" about:"a push node, or"`
	Account string    `json:"account,omitempty" about:"an account at a provider"`
	Expires time.Time `json:"expires"`
}

type conversation struct {
	PeerID      peer.ID   `json:"peerId"`
	Unread      int       `json:"unread"`
	LastMessage string    `json:"lastMessage"`
	Timestamp   time.Time `json:"timestamp"`
	Outgoing    bool      `json:"outgoing"`
}

// chatCalls answers the routes of conversations.
type chatCalls struct{ chats Chats }

func chatRoutes(c Chats) []route {
	a := chatCalls{c}
	return []route{
		accept("POST", "/ob/chat", "Accepts a message; it is sent from then on, whatever happens", a.send).with(
			param{name: "Idempotency-Key", in: "header", about: "a call repeated with the same key is the same message; with another message it is refused with 409"}),
		{
			method: "GET", path: "/ob/chatmessages/{peerId}", summary: "The messages of a conversation, newest first",
			reply: reflect.TypeFor[[]message](), params: chatParams, handle: a.messages,
		},
		answer("GET", "/ob/chatconversations", "All conversations, newest first", a.conversations),
		answer("POST", "/ob/markchatasread/{peerId}", "Marks a conversation as read, and tells the peer unless the settings say no", a.markRead),
		answer("POST", "/ob/sendagain/{messageId}", "Tries a message anew that failed or expired", a.sendAgain),
		answer("DELETE", "/ob/chatmessage/{messageId}", "Deletes a message here", a.remove),
		answer("DELETE", "/ob/chatconversation/{peerId}", "Deletes a conversation here", a.removeConversation),
	}
}

func (a chatCalls) send(r *http.Request, in sendBody) (out sent, err error) {
	to, err := parsePeer(in.PeerID)
	if err != nil {
		return out, err
	}
	key, err := idempotencyKey(r)
	if err != nil {
		return out, err
	}
	out.MessageID, err = a.chats.Send(r.Context(), to, in.Subject, in.Message, key)
	return out, err
}

func (a chatCalls) messages(w http.ResponseWriter, r *http.Request) error {
	of, err := pathPeer(r)
	if err != nil {
		return err
	}
	q, err := chatQuery(r)
	if err != nil {
		return err
	}
	l := newList(w)
	return l.end(a.chats.Each(r.Context(), of, q, func(m chat.Message) error { return l.add(messageOf(m)) }))
}

func messageOf(m chat.Message) message {
	return message{
		MessageID: m.ID, PeerID: m.Peer, Subject: m.Subject, Message: m.Text,
		Read: m.Read, Outgoing: m.Outgoing, Timestamp: m.Time.UTC(),
		State: string(m.State), Reason: m.Reason, Request: m.Request, Healed: int(m.Healed), Custody: holdersOf(m.Custody),
	}
}

func holdersOf(all []delivery.Holder) []holder {
	out := make([]holder, len(all))
	for i, h := range all {
		out[i] = holder{h.Node, h.Account, h.Expires.UTC()}
	}
	return out
}

func (a chatCalls) conversations(r *http.Request) ([]conversation, error) {
	all, err := a.chats.Conversations(r.Context())
	out := make([]conversation, len(all))
	for i, c := range all {
		out[i] = conversation{c.Peer, c.Unread, c.LastMessage, c.Time.UTC(), c.Outgoing}
	}
	return out, err
}

func (a chatCalls) markRead(r *http.Request) (done, error) {
	of, err := pathPeer(r)
	if err != nil {
		return done{}, err
	}
	return done{}, a.chats.MarkRead(r.Context(), of)
}

func (a chatCalls) sendAgain(r *http.Request) (done, error) {
	return done{}, a.chats.SendAgain(r.Context(), r.PathValue("messageId"))
}

func (a chatCalls) remove(r *http.Request) (done, error) {
	return done{}, a.chats.Delete(r.Context(), r.PathValue("messageId"))
}

func (a chatCalls) removeConversation(r *http.Request) (done, error) {
	with, err := pathPeer(r)
	if err != nil {
		return done{}, err
	}
	return done{}, a.chats.DeleteConversation(r.Context(), with)
}
