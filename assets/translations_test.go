package assets

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// calculated are the words whose keys are made from a date.
var calculated = []string{
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
	"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
}

// TestEveryStringIsListed keeps en.json complete, so that another language can
// be made from it, and free of strings that the window no longer uses.
func TestEveryStringIsListed(t *testing.T) {
	used := append(usedStrings(t), calculated...)
	listed := map[string]any{}
	b, err := Files.ReadFile("translations/en.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &listed); err != nil {
		t.Fatal(err)
	}
	for _, s := range used {
		if _, ok := listed[s]; !ok {
			t.Errorf("en.json lacks %q", s)
		}
	}
	for s := range listed {
		if !slices.Contains(used, s) {
			t.Errorf("en.json has %q, which is not used", s)
		}
	}
}

// usedStrings finds the first argument of every lang.L and lang.N in the window.
func usedStrings(t *testing.T) (all []string) {
	t.Helper()
	err := filepath.WalkDir("../gui", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, src, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := translated(n); ok {
				all = append(all, s)
			}
			all = append(all, spoken(n)...)
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// spoken are the elements of a list of that name: sentences of the core that the window
// translates.
func spoken(n ast.Node) (all []string) {
	v, ok := n.(*ast.ValueSpec)
	if !ok || v.Names[0].Name != "spoken" {
		return nil
	}
	ast.Inspect(v, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				all = append(all, s)
			}
		}
		return true
	})
	return all
}

func translated(n ast.Node) (string, bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return "", false
	}
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || (f.Sel.Name != "L" && f.Sel.Name != "N") {
		return "", false
	}
	if pkg, ok := f.X.(*ast.Ident); !ok || pkg.Name != "lang" {
		return "", false
	}
	lit, ok := call.Args[0].(*ast.BasicLit)
	if !ok {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}
