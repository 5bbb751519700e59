package shell

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"restante/gui/chats"
	"restante/gui/network"
	"restante/gui/notify"
	"restante/gui/orders"
	"restante/gui/portrait"
	"restante/gui/safe"
	"restante/gui/settings"
	"restante/gui/shop"
	"restante/gui/shop/visit"
	"restante/gui/storage"
	"restante/messaging/remote"
)

// differs are methods that a page asks in another way than they cross, see
// messaging/remote/window.go.
var differs = []string{"Node/Peers", "Privacy/Change", "Privacy/Replace", "Places/Connect", "Places/Offered", "Backup/Save", "Backup/Write"}

// TestTheServicesAreWhatPagesAsk: what no page asks is not offered to the network, and what
// pages ask is.
func TestTheServicesAreWhatPagesAsk(t *testing.T) {
	pages := map[string][]reflect.Type{
		"Chats": {reflect.TypeFor[chats.Chats]()}, "People": {reflect.TypeFor[People]()}, "Node": {reflect.TypeFor[network.Node]()},
		"Push": {reflect.TypeFor[network.PushNodes]()}, "Mail": {reflect.TypeFor[network.Mail]()}, "Faces": {reflect.TypeFor[portrait.Pictures]()},
		"Picture": {reflect.TypeFor[settings.Picture]()}, "Privacy": {reflect.TypeFor[settings.Privacy]()}, "Disk": {reflect.TypeFor[settings.Storage]()},
		"Places": {reflect.TypeFor[storage.Core]()}, "Orders": {reflect.TypeFor[orders.Core](), reflect.TypeFor[visit.Orders](), reflect.TypeFor[notify.Orders](), reflect.TypeFor[shop.Policy]()},
		"Shop": {reflect.TypeFor[shop.Core](), reflect.TypeFor[orders.Stock]()}, "Backup": {reflect.TypeFor[safe.Backup]()}, "Hooks": {reflect.TypeFor[settings.Systems]()},
	}
	for service := range reflect.TypeFor[remote.Services]().Fields() {
		var asked, offered []string
		for _, page := range pages[service.Name] {
			asked = append(asked, signatures(service.Name, page)...)
		}
		offered = signatures(service.Name, service.Type)
		slices.Sort(asked)
		asked = slices.Compact(asked)
		slices.Sort(offered)
		if !slices.Equal(asked, offered) {
			t.Errorf("the pages ask %q, and %q is offered", asked, offered)
		}
	}
}

func signatures(service string, t reflect.Type) (all []string) {
	for m := range t.Methods() {
		if name := service + "/" + m.Name; !slices.Contains(differs, name) {
			all = append(all, name+" "+m.Type.String())
		}
	}
	return all
}

// near are errors of what is never asked of a server, or asked on this side only.
var near = []string{"backup", "form", "identity", "qr", "fs", "io", "os", "registry", "vault", "instance", "desktop", "remote", "link"}

var sentinel = regexp.MustCompile(`^Err[A-Z]`)

// TestErrorsThatPagesTellApartCross finds every error that a page compares.
func TestErrorsThatPagesTellApartCross(t *testing.T) {
	found := 0
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.Contains(name, "guitest") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, is := n.(*ast.SelectorExpr); is && sentinel.MatchString(s.Sel.Name) {
				if from, is := s.X.(*ast.Ident); is && !slices.Contains(near, from.Name) {
					found++
					checkKnown(t, name, from.Name, s.Sel.Name)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || found < 50 {
		t.Fatalf("found %d, %v", found, err)
	}
}

func checkKnown(t *testing.T, file, from, name string) {
	if from == "core" { // as pages call the package behind them
		from = "storage"
	}
	if !remote.Known(from + "." + name) {
		t.Errorf("%s tells %s.%s apart, which has no name on the network", file, from, name)
	}
}
