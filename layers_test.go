package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "restante"

// layers lists the folders from the lowest to the highest. A package imports its
// own layer and the layers before it.
var layers = []string{"assets", "node", "offline", "messaging", "gui"}

// siblings lists the folders of messaging: each imports only those before it.
// The root imports them all, and the last four stand above the root.
var siblings = []string{
	"pb", "money", "table", "settings", "envelope", "card", "session", "stamp", "introduction", "contact", "delivery", "handout", "profile", "dropoff", "search", "attachment",
	"chat", "group", "storefront", "order", "webhook",
	".", "messagingtest", "demo", "remote", "httpapi",
}

// fileImport is one import line: which package has it, in a test file or not.
type fileImport struct {
	from, to string
	test     bool
}

// fault says what is wrong with an import, or "".
func fault(i fileImport) string {
	if why := fyneFault(i); why != "" {
		return why
	}
	if i.from == i.to || !inModule(i.from) || !inModule(i.to) {
		return ""
	}
	for _, rule := range []func(fileImport) string{layerFault, siblingFault, parentFault, callerFault} {
		if why := rule(i); why != "" {
			return why
		}
	}
	return ""
}

func layerFault(i fileImport) string {
	if i.from == module {
		return "" // main wires everything
	}
	from, to := slices.Index(layers, layer(i.from)), slices.Index(layers, layer(i.to))
	switch {
	case from < 0:
		return "the folder has no place in the layers"
	case to < 0:
		return "it imports a folder that has no place in the layers"
	case to > from:
		return layers[from] + " may not import " + layers[to]
	}
	return ""
}

func siblingFault(i fileImport) string {
	if layer(i.from) != "messaging" || layer(i.to) != "messaging" {
		return ""
	}
	from, to := slices.Index(siblings, sibling(i.from)), slices.Index(siblings, sibling(i.to))
	switch {
	case from < 0:
		return "the folder has no place in messaging's order"
	case to < 0:
		return "it imports a folder that has no place in messaging's order"
	case to > from:
		return "messaging/" + siblings[from] + " comes before messaging/" + siblings[to]
	}
	return ""
}

// parentFault keeps a folder's root above its children. What stands above the
// root of messaging is ruled by the siblings' order; test support stands above
// the package that it helps to test.
func parentFault(i fileImport) string {
	above := layer(i.from) == "messaging" && layer(i.to) == "messaging" || testSupport(i.from)
	if above || i.from == module || !strings.HasPrefix(i.from, i.to+"/") {
		return ""
	}
	return "a folder's root imports its children, never the reverse"
}

// callerFault guards packages that only some may import.
func callerFault(i fileImport) string {
	switch {
	case testSupport(i.to) && !i.test && !testSupport(i.from):
		return path.Base(i.to) + " is for tests"
	case i.to == module+"/messaging/httpapi" && i.from != module:
		return "only main imports httpapi"
	case i.from == module+"/gui/widget" && layer(i.to) != "gui" && layer(i.to) != "assets":
		return "widgets know Fyne and nothing of the program"
	}
	return ""
}

func fyneFault(i fileImport) string {
	switch {
	case !strings.HasPrefix(i.to, "fyne.io/"):
		return ""
	case layer(i.from) != "gui":
		return "only gui draws"
	case i.to == "fyne.io/fyne/v2/app" && i.from != module+"/gui":
		return "only package gui imports app, so that the rest builds without C"
	}
	return ""
}

func inModule(p string) bool { return p == module || strings.HasPrefix(p, module+"/") }

// layer is the first folder of a package of ours.
func layer(p string) string {
	dir, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(p, module), "/"), "/")
	return dir
}

// sibling is the second folder of a package of ours, "." for the layer's root.
func sibling(p string) string {
	parts := strings.Split(p, "/")
	if len(parts) < 3 {
		return "."
	}
	return parts[2]
}

// testSupport reports whether a package exists for tests, as vaulttest does.
func testSupport(p string) bool {
	base := path.Base(p)
	return inModule(p) && base != "test" && strings.HasSuffix(base, "test")
}

// TestLayers keeps the arrows pointing down. It reads the import lines of every
// file, whatever its build tags and operating system, tests included.
func TestLayers(t *testing.T) {
	imports := readImports(t, ".")
	if len(imports) == 0 {
		t.Fatal("no imports found")
	}
	for _, i := range imports {
		if why := fault(i); why != "" {
			t.Errorf("%s imports %s: %s", i.from, i.to, why)
		}
	}
}

// TestLayersFindsFaults plants one import for every rule.
func TestLayersFindsFaults(t *testing.T) {
	for _, p := range planted {
		i := fileImport{from: "restante" + p.from, to: p.to, test: p.test}
		if strings.HasPrefix(p.to, "/") {
			i.to = "restante" + p.to
		}
		if got := fault(i) != ""; got != p.bad {
			t.Errorf("%s imports %s (test %v): fault %q, want one: %v", i.from, i.to, i.test, fault(i), p.bad)
		}
	}
}

var planted = []struct {
	from, to  string
	test, bad bool
}{
	{"/node/vault", "/offline/push", false, true},
	{"/node/vault", "/offline/push", true, true},
	{"/offline/push", "/node/vault", false, false},
	{"/offline/inbox", "/messaging/envelope", true, true},
	{"/messaging", "/gui/chats", false, true},
	{"/gui", "/messaging", false, false},
	{"", "/gui", false, false},
	{"", "/messaging/httpapi", false, false},
	{"/elsewhere", "/node", false, true},
	{"/gui", "/elsewhere", false, true},

	{"/messaging/card", "/messaging/envelope", false, false},
	{"/messaging/envelope", "/messaging/card", true, true},
	{"/messaging/chat", "/messaging/group", false, true},
	{"/messaging/order", "/messaging", false, true},
	{"/messaging/elsewhere", "/messaging/card", false, true},
	{"/messaging", "/messaging/order", false, false},
	{"/messaging", "/messaging/demo", false, true},
	{"/messaging/httpapi", "/messaging", false, false},
	{"/messaging/demo", "/messaging", false, false},

	{"/node", "/node/vault", false, false},
	{"/node/vault", "/node", false, true},
	{"/offline/push", "/offline", true, true},
	{"/gui/chats", "/gui", false, true},
	{"/node/vault", "/node/vaultage", false, false},

	{"/node/vault", "/node/vault/vaulttest", true, false},
	{"/node/vault", "/node/vault/vaulttest", false, true},
	{"/node/vault/vaulttest", "/node/vault", false, false},
	{"/offline/offlinetest", "/node/vault/vaulttest", false, false},
	{"", "/messaging/messagingtest", false, true},
	{"/messaging/chat", "/messaging/messagingtest", true, true},
	{"/messaging/httpapi", "/messaging/messagingtest", true, false},
	{"/gui", "/messaging/httpapi", false, true},

	{"/gui/widget", "/messaging/chat", false, true},
	{"/gui/widget", "/assets", false, false},
	{"/gui/widget", "fyne.io/fyne/v2/canvas", false, false},
	{"/gui/widget", "fyne.io/fyne/v2/app", true, true},
	{"/gui", "fyne.io/fyne/v2/app", false, false},
	{"/messaging/demo", "fyne.io/fyne/v2", false, true},
	{"", "fyne.io/fyne/v2", false, true},
	{"/node", "github.com/libp2p/go-libp2p", false, false},
}

func readImports(t *testing.T, root string) (all []fileImport) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return enter(name)
		case !strings.HasSuffix(name, ".go"):
			return nil
		}
		found, err := importsOf(name)
		all = append(all, found...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// enter leaves out the folders that the go command leaves out too.
func enter(dir string) error {
	base := filepath.Base(dir)
	if dir != "." && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "testdata") {
		return fs.SkipDir
	}
	if _, err := os.Stat(filepath.Join(dir, "go.mod")); dir != "." && err == nil {
		return fs.SkipDir // a module of its own
	}
	return nil
}

func importsOf(name string) (all []fileImport, err error) {
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	from := path.Join(module, filepath.ToSlash(filepath.Dir(name)))
	for _, spec := range f.Imports {
		to, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		all = append(all, fileImport{from, to, strings.HasSuffix(name, "_test.go")})
	}
	return all, nil
}
