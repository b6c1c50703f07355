// What a server gets for `import "send-to-bamboohr"`: nothing. It has no elements; browsers get send-to-bamboohr.js.
export {};
