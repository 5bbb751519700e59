// Package welcome is what the window shows before the core runs: the first start
// on a new folder, the passphrase of a locked one, and why one does not open.
//
// The first start is a few steps, one calm page each:
//
//	who        somebody new, or somebody with recovery words, which are typed here,
//	           or with a backup file; that one needs no more than the guard
//	name       what friends see; and a picture
//	guard      how this computer unlocks
//	holder     who may hold the mail
//	paper      the recovery words, now or later
//
// Nothing is written before the last of them: a [Page] gathers [Choices], and
// Options.Open makes a folder of them or says what is wrong. Whoever quits midway
// starts over. One may go back as far as one likes; what was entered stays.
//
// # Keyboard
//
// Enter goes on, wherever the keyboard is; Escape goes back; arrows choose among
// tiles. The first thing to be filled in has the keyboard when a step comes.
package welcome

// Ask is what must be asked before the core can run.
type Ask int

const (
	Nothing    Ask = iota
	Passphrase     // of a locked folder
	Everything     // the folder is new
)

// Guard is what protects the folder.
type Guard int

const (
	ByPassphrase Guard = iota
	ByKeyring
	ByNothing
)

// Choices are what a person decided.
type Choices struct {
	Words      string // the recovery words; "" for a folder that is there already
	Kept       bool   // they are on paper
	Name       string
	Picture    []byte // as its file had it; nil for none
	Guard      Guard
	Passphrase string // to be asked for from now on, or to open the folder with
	Holder     string // the link or address of who holds the mail; "" for nobody

	Backup           string // the file to begin with, in place of words and name; "" for none
	BackupPassphrase string
}
