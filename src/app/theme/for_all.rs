//! The palette for colour-blind eyes.
//!
//! Its eight colours differ in lightness as much as in hue. They were searched by a program (annealing over Oklch) for the
//! greatest distance between the two nearest, as seen with each kind of colour blindness (Machado, Oliveira and Fernandes
//! 2009) and measured in Oklab, under the same contrasts with text and paper as the standard palette. A test measures all
//! pairs again.

use super::{DARK, LIGHT, Look, rgb};

/// As [`LIGHT`], for every kind of colour vision.
pub(super) const LIGHT_FOR_ALL: Look = Look {
    tints: [
        rgb(0xd7_f0_fd),
        rgb(0xf3_c7_9b),
        rgb(0xde_df_d6),
        rgb(0xc2_e1_fe),
        rgb(0xfe_ec_d0),
        rgb(0xac_d2_ff),
        rgb(0xfb_db_ae),
        rgb(0xcb_cf_d6),
    ],
    bars: [
        rgb(0x47_4e_d2),
        rgb(0xe7_6d_0c),
        rgb(0x7c_4c_77),
        rgb(0x73_89_fb),
        rgb(0xb5_28_08),
        rgb(0x44_02_82),
        rgb(0xa5_7f_97),
        rgb(0x6a_01_1f),
    ],
    ..LIGHT
};

/// As [`DARK`], for every kind of colour vision.
pub(super) const DARK_FOR_ALL: Look = Look {
    tints: [
        rgb(0x0c_2c_50),
        rgb(0x3f_1c_00),
        rgb(0x08_3b_57),
        rgb(0x00_17_2d),
        rgb(0x49_31_18),
        rgb(0x1a_14_18),
        rgb(0x39_36_38),
        rgb(0x32_05_00),
    ],
    bars: [
        rgb(0xb4_89_fe),
        rgb(0xfe_ea_18),
        rgb(0x15_94_93),
        rgb(0xa3_f9_fe),
        rgb(0xf6_97_00),
        rgb(0x88_4a_d0),
        rgb(0x3e_cd_ae),
        rgb(0xd9_3f_15),
    ],
    ..DARK
};

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::Color32;

    /// How a colour looks to people who lack one kind of cone: matrices over linear light, after Machado, Oliveira and
    /// Fernandes 2009, severity 1. The first is full colour vision.
    const SEEN: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ];

    fn times(matrix: &[[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum())
    }

    /// A colour in Oklab (Ottosson 2020), times 100, as it is seen through a matrix.
    fn oklab(colour: Color32, seen: &[[f64; 3]; 3]) -> [f64; 3] {
        let linear = [colour.r(), colour.g(), colour.b()].map(|v| {
            let v = f64::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        });
        let cones = times(
            &[
                [0.4122214708, 0.5363325363, 0.0514459929],
                [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ],
            times(seen, linear).map(|v| v.clamp(0.0, 1.0)),
        );
        times(
            &[
                [21.04542553, 79.36177850, -0.40720468],
                [197.79984951, -242.85922050, 45.05937099],
                [2.59040371, 78.27717662, -80.86757660],
            ],
            cones.map(f64::cbrt),
        )
    }

    /// The smallest distance between two of these colours, whoever looks at them.
    fn nearest(colours: &[Color32]) -> f64 {
        let mut least = f64::INFINITY;
        for seen in &SEEN {
            for (at, &a) in colours.iter().enumerate() {
                for &b in &colours[at + 1..] {
                    let (a, b) = (oklab(a, seen), oklab(b, seen));
                    least = least.min(a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt());
                }
            }
        }
        least
    }

    #[test]
    fn every_pair_of_the_second_palette_differs_for_every_kind_of_colour_vision() {
        for look in [&LIGHT_FOR_ALL, &DARK_FOR_ALL] {
            assert!(nearest(&look.bars) >= 14.0, "bars: {}", nearest(&look.bars));
            let tints = [&look.tints[..], &[look.paper]].concat();
            assert!(nearest(&tints) >= 4.0, "tints: {}", nearest(&tints));
        }
        // The standard palette would not pass: that is why there are two.
        assert!(nearest(&LIGHT.bars) < 1.0, "{}", nearest(&LIGHT.bars));
    }
}
