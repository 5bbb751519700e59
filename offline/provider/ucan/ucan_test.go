package ucan_test

import (
	"testing"

	"restante/offline/provider/depot"
	"restante/offline/provider/depottest"
	"restante/offline/provider/ucan"
	"restante/offline/provider/ucan/ucantest"
)

func TestDepot(t *testing.T) {
	service := ucantest.New(t, ucantest.Options{Page: 10})
	space := service.Space(t)
	depottest.Run(t, func(t testing.TB, d depot.Deps) depot.Depot {
		return open(t, space, d)
	}, depottest.Secrets(space["key"]), depottest.Pages(10))
}

func open(t testing.TB, s depot.Settings, d depot.Deps) depot.Depot {
	t.Helper()
	opened, err := ucan.Kind.Open(s, d)
	if err != nil {
		t.Fatal(err)
	}
	return opened
}
