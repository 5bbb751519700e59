package main

import "testing"

// Carol knows Alice and Bob, who do not know each other. She introduces Alice to Bob while
// he is away; Alice writes, and goes. When Bob comes back he is told who sent her, though
// Carol is gone, too.
func TestAnIntroduction(t *testing.T) {
	t.Parallel()
	w := strangers(t, t.TempDir())
	w.carol = w.joins(t.TempDir(), "carol")
	alice, bob, carol := w.alice.ready.PeerID, w.bob.ready.PeerID, w.carol.ready.PeerID
	for _, m := range []*machine{w.alice, w.bob} {
		w.carol.add(m.link())
		m.add(w.carol.link())
	}
	w.bob.stop()

	var given struct{ Link, Name string }
	w.carol.must("POST", "/ob/introductions", map[string]string{"peerId": bob, "to": alice}, &given)
	w.carol.sends(alice, []string{given.Link})
	w.alice.hasAll(carol, []string{given.Link})
	w.alice.add(w.alice.messages(carol)[0].Message)
	w.alice.sends(bob, []string{"Carol says that you make mugs."})
	w.alice.allAre(bob, 1, "stored")
	w.alice.stop()
	w.carol.allAre(alice, 1, "delivered", "read")
	w.carol.stop()

	w.bob.mustStart()
	w.bob.hasAll(alice, []string{"Carol says that you make mugs."})
	var asked []struct{ PeerID, Introducer string }
	w.bob.must("GET", "/ob/requests", nil, &asked)
	if len(asked) != 1 || asked[0].PeerID != alice || asked[0].Introducer != carol {
		t.Errorf("the requests are %+v", asked)
	}
	w.bob.sends(alice, []string{"I do."})
	w.alice.mustStart()
	w.alice.hasAll(bob, []string{"Carol says that you make mugs.", "I do."})
	w.alice.allAre(bob, 1, "delivered", "read")
	w.bob.allAre(alice, 1, "delivered", "read")
	w.carol.mustStart()
	w.end(t)
}
