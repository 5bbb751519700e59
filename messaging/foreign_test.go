package messaging

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"restante/node"
)

// What a contact's grant names is somebody else's choice: no machine of the user's own
// network is asked for it.
func TestGrantsLeadToNoPrivateAddress(t *testing.T) {
	asked := false
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer inside.Close()
	for _, loopback := range []bool{false, true} {
		asked = false
		c := &Core{node: &node.Node{Loopback: loopback}}
		r, err := c.storageOptions().Foreign.HTTP.Get(inside.URL)
		if err == nil {
			err = r.Body.Close()
		}
		if asked != loopback || (err == nil) != loopback {
			t.Errorf("with loopback %t it was asked: %t, %v", loopback, asked, err)
		}
	}
}
