// What the hand-written scripts find beside themselves: the stemmer, and what search offers to its index and to tests.
declare class EnglishStemmer {
  stemWord(word: string): string;
}

interface Window {
  yearbookSearch: {
    (name: string, content: any): void;
    open: () => Promise<void>;
    fold: (text: string) => { text: string; at: number[] };
    stem: (word: string) => string;
    cut: (run: string) => string[];
    all: (query: string) => Promise<string[][]>;
  };
}
