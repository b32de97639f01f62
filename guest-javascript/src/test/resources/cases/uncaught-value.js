throw { code: 5, reasons: ['a', 'b'] };
