package push

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"github.com/ipfs/go-cid"
	"google.golang.org/protobuf/proto"

	"restante/node/ipfs"
	"restante/offline/deposit"
	"restante/offline/pb"
)

func seed(f *testing.F, ms ...proto.Message) {
	f.Helper()
	for _, m := range ms {
		b, err := proto.Marshal(m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
}

// same fails the test unless what was decoded survives another round.
func same(t *testing.T, what, again any, err error) {
	t.Helper()
	if err != nil || !reflect.DeepEqual(what, again) {
		t.Fatalf("%+v became %+v, %v", what, again, err)
	}
}

// FuzzRequest decodes every call that the server takes.
func FuzzRequest(f *testing.F) {
	signed := signedCall{mailbox: deposit.Mailbox{1}, op: opList, number: 1, args: []byte{8, 1}, signature: make([]byte, 64)}
	seed(f,
		&pb.Request{Call: &pb.Request_Signed{Signed: signed.toWire()}},
		&pb.Request{Call: &pb.Request_Cancel{Cancel: cancelToWire([]Cancellation{{Key: deposit.Key{1}, Preimage: deposit.Preimage{2}}})}},
		&pb.Request{Call: &pb.Request_GetCard{GetCard: &pb.GetCard{Peer: []byte("x")}}},
		&pb.Request{Call: &pb.Request_PutCard{PutCard: &pb.PutCard{Card: []byte("x")}}},
		storeCall(64),
		&pb.Request{Call: &pb.Request_Take{Take: taking{owner: somebody, pool: hats, count: 3}.toWire()}},
		&pb.Request{Call: &pb.Request_PutSite{PutSite: &pb.PutSite{Record: []byte("x"), Size: 1<<64 - 1}}},
	)
	f.Fuzz(func(t *testing.T, b []byte) {
		var m pb.Request
		if proto.Unmarshal(b, &m) != nil {
			return
		}
		if c, err := signedFromWire(m.GetSigned()); err == nil {
			again, err := signedFromWire(c.toWire())
			same(t, c, again, err)
		}
		if cs, err := cancelFromWire(m.GetCancel()); err == nil {
			if len(cs) > maxKeys {
				t.Fatalf("%d cancellations passed", len(cs))
			}
			again, err := cancelFromWire(cancelToWire(cs))
			same(t, cs, again, err)
		}
		if id, err := peerFromWire(m.GetGetCard().GetPeer()); err == nil && id.Validate() != nil {
			t.Fatalf("%q passed for a peer", id)
		}
		_, _ = openCard(m.GetPutCard().GetCard())
		fuzzShop(t, &m)
	})
}

// FuzzArgs decodes the arguments of every signed call.
func FuzzArgs(f *testing.F) {
	seed(f,
		listArgs{after: 7, max: 100}.toWire(),
		cidsToWire([]cid.Cid{ipfs.CID([]byte("block"))}),
		&pb.Release{Keys: keysToWire([]deposit.Key{{1}, {2}})},
		enrolArgs{add: []deposit.Mailbox{{1}}, signatures: [][]byte{make([]byte, 64)}, drop: []deposit.Mailbox{{2}}}.toWire(),
		&pb.Enrolled{After: make([]byte, 32)},
		&pb.Subscribe{Relay: boxesToWire([]deposit.Mailbox{{1}, {2}})},
		fillArgs{pool: hats, expires: time.Unix(2e9, 0), tokens: tokens("hat", 3)}.toWire(),
		handoutsArgs{pool: hats, after: 3}.toWire(),
	)
	f.Fuzz(func(t *testing.T, b []byte) {
		var list pb.List
		if unmarshal(b, &list) == nil {
			if a, err := listFromWire(&list); err == nil {
				if a.max < 1 || a.max > maxList {
					t.Fatalf("a list of %d passed", a.max)
				}
				again, err := listFromWire(a.toWire())
				same(t, a, again, err)
			}
		}
		var get pb.Get
		if unmarshal(b, &get) == nil {
			if cids, err := cidsFromWire(&get); err == nil {
				if len(cids) > deposit.MaxBatch {
					t.Fatalf("%d CIDs passed", len(cids))
				}
				again, err := cidsFromWire(cidsToWire(cids))
				same(t, cids, again, err)
			}
		}
		var favour pb.Favour
		if unmarshal(b, &favour) == nil {
			if f, err := deposit.ParseFavours(favour.GetPeers()); err == nil && f.Len() > deposit.MaxFavours {
				t.Fatalf("%d favours passed", f.Len())
			}
		}
		fuzzMailboxes(t, b)
		fuzzPools(t, b)
		var release pb.Release
		if unmarshal(b, &release) == nil {
			if keys, err := keysFromWire(release.GetKeys()); err == nil {
				if len(keys) > maxKeys {
					t.Fatalf("%d keys passed", len(keys))
				}
				again, err := keysFromWire(keysToWire(keys))
				same(t, keys, again, err)
			}
		}
	})
}

// fuzzMailboxes decodes the arguments of the calls that name mailboxes.
func fuzzMailboxes(t *testing.T, b []byte) {
	var enrol pb.Enrol
	if unmarshal(b, &enrol) == nil {
		if a, err := enrolFromWire(&enrol); err == nil {
			if len(a.add)+len(a.drop) > maxEnrol || len(a.signatures) != len(a.add) {
				t.Fatalf("%d and %d mailboxes passed", len(a.add), len(a.drop))
			}
			again, err := enrolFromWire(a.toWire())
			same(t, [][]deposit.Mailbox{a.add, a.drop}, [][]deposit.Mailbox{again.add, again.drop}, err)
		}
	}
	var enrolled pb.Enrolled
	if unmarshal(b, &enrolled) == nil {
		if after, err := afterFromWire(enrolled.GetAfter()); err == nil && len(after) != 0 && len(after) != 32 {
			t.Fatalf("%x passed for a mailbox", after)
		}
	}
	var sub pb.Subscribe
	if unmarshal(b, &sub) == nil {
		if relay, err := boxesFromWire(sub.GetRelay(), maxRelay); err == nil && len(relay) > maxRelay {
			t.Fatalf("%d topics passed", len(relay))
		}
	}
}

func FuzzOffer(f *testing.F) {
	r := deposit.Record{Mailbox: deposit.Mailbox{1}, Expires: time.Unix(2e9, 0), Body: []byte("sealed")}
	d := Deposit{Record: r, CID: ipfs.CID([]byte("block")), Block: []byte("block")}
	w, err := d.toWire()
	if err != nil {
		f.Fatal(err)
	}
	seed(f, w, &pb.Deposit{Record: w.Record}, &pb.Deposit{Record: w.Record, Cid: w.Cid, Size: 1<<32 - 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		var m pb.Deposit
		if proto.Unmarshal(b, &m) != nil {
			return
		}
		o := offerFromWire(&m)
		o.fit(time.Unix(1.999e9, 0), deposit.MaxLarge)
		if o.refusal != nil {
			return
		}
		record, err := deposit.Decode(m.GetRecord())
		if err != nil || o.key != deposit.KeyOf(m.GetRecord()) || o.mailbox != record.Mailbox ||
			o.work > deposit.MaxWork || o.size < 1 || o.size > deposit.MaxLarge || !bytes.Equal(o.root.cid().Bytes(), m.GetCid()) {
			t.Fatalf("%+v passed for %v, %v", o, record, err)
		}
	})
}

// FuzzResponse decodes everything that a client believes of a node.
func FuzzResponse(f *testing.F) {
	e := Entry{Seq: 3, Key: deposit.Key{1}, Mailbox: deposit.Mailbox{8}, CID: ipfs.CID([]byte("block")), Size: 5, Expires: time.Unix(2e9, 0).UTC()}
	terms := Terms{Quota: 1, Held: 2, MaxDeposits: 3, Deposits: 4, MaxAge: time.Hour, MaxBlock: 5, MaxMailboxes: 6, Enrolled: deposit.Fingerprint{7}, MaxSite: 8}
	seed(f,
		refusalResponse(refuse(CodeGone, "gone")), refusalResponse(moreWork("full", 3)), done(), wantedResponse([]int{0, 3}),
		&pb.Response{Answer: &pb.Response_Terms{Terms: terms.toWire()}},
		&pb.Response{Answer: &pb.Response_Entries{Entries: entriesToWire([]Entry{e}, true)}},
		&pb.Response{Answer: &pb.Response_Notice{Notice: Notice{Entry: e, Dropped: []deposit.Key{{2}}}.toWire()}},
		&pb.Response{Answer: &pb.Response_Holds{Holds: holdsToWire([]bool{true, false, true})}},
		takenResponse([]int{1, 2}), mailboxesResponse([]deposit.Mailbox{{1}, {2}}, true), siteResponse([]byte("x")),
		poolsResponse([]Pool{{Name: hats, Expires: time.Unix(2e9, 0), Left: 3, Handed: 4}, {Name: deposit.PoolName{2}, Closed: true}}, true),
		handoutsResponse([]Handout{{Seq: 1, Token: []byte("hat"), Asker: somebody, Time: time.Unix(2e9, 0)}}, false),
		&pb.Response{Answer: &pb.Response_Tickets{Tickets: &pb.Tickets{Tickets: []*pb.Ticket{{Token: []byte("x"), Claim: make([]byte, deposit.ClaimSize)}}}}},
	)
	f.Fuzz(func(t *testing.T, b []byte) {
		var m pb.Response
		if proto.Unmarshal(b, &m) != nil {
			return
		}
		if r := refusalFromWire(m.GetRefusal()); len(r.Reason) > maxReason || r.Work > deposit.MaxWork || *refusalFromWire(r.toWire()) != *r {
			t.Fatalf("refusal %+v", r)
		}
		if terms, err := termsFromWire(m.GetTerms()); err == nil {
			again, err := termsFromWire(terms.toWire())
			same(t, terms, again, err)
		}
		if es, more, err := entriesFromWire(m.GetEntries()); err == nil {
			again, more2, err := entriesFromWire(entriesToWire(es, more))
			same(t, es, again, err)
			same(t, more, more2, nil)
		}
		if n, err := noticeFromWire(m.GetNotice()); err == nil {
			again, err := noticeFromWire(n.toWire())
			same(t, n, again, err)
		}
		if ms, more, err := mailboxesFromWire(m.GetMailboxes()); err == nil {
			if len(ms) > maxNamed {
				t.Fatalf("%d mailboxes passed", len(ms))
			}
			again, _, err := mailboxesFromWire(mailboxesResponse(ms, more).GetMailboxes())
			same(t, ms, again, err)
		}
		fuzzLists(t, &m)
		if held, err := holdsFromWire(m.GetHolds(), 64); err == nil {
			again, err := holdsFromWire(holdsToWire(held), 64)
			same(t, held, again, err)
		}
		if index, err := wantedFromWire(m.GetWanted(), 64); err == nil {
			if len(index) > 64 {
				t.Fatalf("%d blocks wanted", len(index))
			}
			again, err := wantedFromWire(wantedResponse(index).GetWanted(), 64)
			same(t, index, again, err)
		}
	})
}
